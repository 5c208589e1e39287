package org.llmtestbench.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.FinishReason;
import org.llmtestbench.runner.ResultJson;
import org.llmtestbench.suite.CaseJson;
import org.llmtestbench.suite.CheckResult;
import org.llmtestbench.suite.HistoryRecorder;
import org.llmtestbench.suite.RunRecord;
import org.llmtestbench.suite.SuiteJson;
import org.llmtestbench.suite.Verdict;

/** Sample runs for the tests of reports. */
final class Reports {
    /** Text that attacks terminals, browsers, GitHub and XML parsers. */
    static final String HOSTILE =
            "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
                    + "</pre></details></main><style>*{display:none}</style><!-- --> & &amp; &#64; \"quoted\" 'quoted'\n"
                    + "| a | b |\n|---|---|\n```\nfence\n~~~\n# heading\n- item\n> quote\n**bold** _it_ `code` ~~gone~~ $x^2$\n"
                    + "[link](https://evil.example) ![img](https://evil.example/x.png) https://evil.example www.evil.example\n"
                    + "@octocat #1 GH-1 mail@evil.example <https://evil.example> ::error::pwned\n::set-output name=x::y\r\n"
                    + "]]> <![CDATA[ ]]> \u0000\u0001\u001b[31mred\u001b[0m \u007f \ufffe \uffff \ud800 \udc00 👍🏽 é 漢字 "
                    + "\u202egnp.exe\u202c \u2066x\u2069 \u200b\u2028\u2029 C:\\path\\ \\| \\`";

    private Reports() {}

    static SuiteJson suite(String name, CaseJson... cases) {
        int[] counts = new int[Verdict.values().length];
        for (CaseJson each : cases) {
            counts[each.verdict().ordinal()]++;
        }
        return new SuiteJson(
                1,
                name,
                "2026-11-27T11:00:00.123Z",
                12_345.6,
                counts[3] + counts[4] > 0 ? 20 : 0,
                new SuiteJson.Summary(
                        cases.length,
                        counts[0],
                        counts[3],
                        counts[4],
                        counts[1],
                        counts[2],
                        counts[5],
                        new BigDecimal("1.2E-6")));
    }

    static CaseJson of(String id, String target, Verdict verdict) {
        Failure failure = switch (verdict) {
            case FAILED -> Failure.CHECK_FAILED;
            case ERRORED -> Failure.UNAVAILABLE;
            default -> null;
        };
        boolean met = verdict != Verdict.FAILED;
        List<CheckResult> checks = verdict == Verdict.NOT_RUN || verdict == Verdict.ERRORED
                ? List.of()
                : List.of(
                        new CheckResult("icontains", met, met ? "'ok' is there" : "no 'ok' in \"Hello\""),
                        new CheckResult("ttft", true, "412 ms of 3 s"));
        List<ResultJson> runs = new ArrayList<>();
        if (verdict == Verdict.ERRORED) {
            runs.add(error(Failure.UNAVAILABLE, "openai is overloaded (HTTP 503, request req_1)."));
        } else if (verdict != Verdict.NOT_RUN) {
            Random random = new Random(id.hashCode() * 31L + target.hashCode());
            IntStream.range(0, 3).forEach(i -> runs.add(run("OK", 380 + 90 * random.nextDouble() + 20 * i)));
        }
        return new CaseJson(
                id,
                target,
                List.of("smoke"),
                verdict,
                failure,
                "Reply with the single word OK.",
                4001.4,
                checks,
                runs,
                null);
    }

    static CaseJson hostile() {
        return new CaseJson(
                "hostile[x=" + HOSTILE + "]",
                "haiku",
                List.of(HOSTILE),
                Verdict.FAILED,
                Failure.CHECK_FAILED,
                HOSTILE,
                10,
                List.of(new CheckResult("contains", false, "no 'ok' in " + HOSTILE)),
                List.of(run(HOSTILE, 100), error(Failure.INVALID_REQUEST, "refused: " + HOSTILE)),
                null);
    }

    static ResultJson run(String content, double ttft) {
        return new ResultJson(
                1,
                "openai",
                "gpt-6-luna",
                "gpt-6-luna-2026-09-01",
                "chatcmpl-1",
                content,
                FinishReason.STOP,
                "stop",
                false,
                new ResultJson.UsageJson(9, 2, 11, 0, 0, 0, false),
                new BigDecimal("0.0000019"),
                new ResultJson.TimingsJson(1.1, ttft, ttft, ttft * 2.5, 0.0, 13.9, 14.2, 71.9),
                List.of(new ResultJson.AttemptJson(1, 200, null, ttft * 2.5, 0.0, null, "req_1")),
                List.of(),
                null);
    }

    static ResultJson error(Failure failure, String message) {
        return new ResultJson(
                1,
                "openai",
                "gpt-6-luna",
                null,
                null,
                "",
                null,
                null,
                false,
                null,
                null,
                null,
                List.of(),
                List.of(),
                new ResultJson.ErrorJson(failure, failure.exitCode(), message, "Try again later.", true));
    }

    /** A run with every verdict and with hostile text. */
    static CaseJson[] all() {
        List<CaseJson> cases = new ArrayList<>();
        for (String target : List.of("nano", "haiku", "local")) {
            cases.add(of("ping", target, target.equals("haiku") ? Verdict.FLAKY : Verdict.PASSED));
            cases.add(of("json-shape[city=Paris]", target, target.equals("nano") ? Verdict.FAILED : Verdict.PASSED));
            cases.add(of("json-shape[city=Rome]", target, Verdict.PASSED));
            cases.add(of("reasoning", target, target.equals("nano") ? Verdict.SILENT : Verdict.PASSED));
            cases.add(of("long-answer", target, target.equals("local") ? Verdict.NOT_RUN : Verdict.PASSED));
            cases.add(of("refusal", target, target.equals("haiku") ? Verdict.ERRORED : Verdict.PASSED));
        }
        cases.add(hostile());
        return cases.toArray(CaseJson[]::new);
    }

    /** Earlier runs of {@link #all}. */
    static List<RunRecord> history(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    HistoryRecorder recorder = new HistoryRecorder();
                    for (String target : List.of("nano", "haiku", "local")) {
                        recorder.add(of("ping", target, Verdict.PASSED));
                        recorder.add(of("ping-" + i, target, Verdict.PASSED));
                    }
                    SuiteJson suite = suite("production");
                    return new RunRecord(
                            1,
                            "production",
                            "2026-11-26T11:%02d:00Z".formatted(i % 60),
                            i % 11 == 7 ? 20 : 0,
                            recorder.toRecord(suite).cases());
                })
                .toList();
    }

    static String write(ReportFormat kind, ReportContext context, String name, CaseJson... cases) {
        StringWriter out = new StringWriter();
        write(kind.to(out, context), name, cases);
        return out.toString();
    }

    static void write(ReportWriter report, String name, CaseJson... cases) {
        report.begin(suite(name, cases));
        List.of(cases).forEach(report::add);
        report.end();
    }
}
