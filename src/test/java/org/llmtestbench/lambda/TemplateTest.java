package org.llmtestbench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmtestbench.it.lambda.StockClient;

/** The CloudFormation template matches the code. */
class TemplateTest {
    /** Variables that the code does not read, and what they are for. */
    private static final Map<String, String> FOREIGN = Map.of(
            "AWS_LAMBDA_EXEC_WRAPPER", "Lambda: starts our bootstrap instead of its own command line",
            "QUARKUS_LAMBDA_HANDLER", "Quarkus: selects our handler");

    private final Template template = Template.read();

    private static String source(String... places) {
        StringBuilder all = new StringBuilder();
        for (String place : places) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append(Files.readString(file, StandardCharsets.UTF_8)).append('\n');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }

    private List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isValueNode()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    @Test
    void the_handler_is_that_of_quarkus_and_the_variable_names_ours() {
        // StockClientIT checks that the zip contains this handler
        assertThat(template.properties("Function").path("Handler").asText()).isEqualTo(StockClient.HANDLER);
        assertThat(source("src/main/java/org/llmtestbench/lambda"))
                .contains(
                        "@Named(\"" + variables().path("QUARKUS_LAMBDA_HANDLER").asText() + "\")");
    }

    @Test
    void the_wrapper_is_the_bootstrap_at_the_root_of_the_zip() {
        assertThat(variables().path("AWS_LAMBDA_EXEC_WRAPPER").asText()).isEqualTo("/var/task/bootstrap");
        assertThat(Path.of("src/main/zip.jvm/bootstrap")).isExecutable();
    }

    private JsonNode variables() {
        return template.properties("Function").at("/Environment/Variables");
    }

    @Test
    void the_code_reads_every_variable() {
        String code = source("src/main/java", "src/main/zip.jvm");
        Set<String> names = new TreeSet<>();
        variables().fieldNames().forEachRemaining(names::add);

        assertThat(names).containsAll(FOREIGN.keySet());
        names.removeAll(FOREIGN.keySet());
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.startsWith("LLM_TEST_BENCH_")
                                && (code.contains("\""
                                                + name.substring("LLM_TEST_BENCH_".length())
                                                        .toLowerCase(Locale.ROOT) + "\"")
                                        || code.contains("\""
                                                + name.substring("LLM_TEST_BENCH_".length())
                                                        .toLowerCase(Locale.ROOT) + "=")
                                        || code.contains(name)))
                        .as(name)
                        .isTrue());
    }

    @Test
    void api_keys_are_neither_variables_nor_parameters() {
        assertThat(texts(variables())).noneMatch(text -> text.matches("(?i).*api_?key.*"));
        variables().fieldNames().forEachRemaining(name -> assertThat(name).doesNotContain("KEY"));
        assertThat(template.properties("Keys").path("SecretString").asText()).isEqualTo("{}");
    }

    @Test
    void alarms_and_dashboard_use_existing_metrics() {
        Set<String> known = new HashSet<>();
        Arrays.stream(RunMetric.values()).map(RunMetric::label).forEach(known::add);

        List<JsonNode> alarms = template.resources("AWS::CloudWatch::Alarm")
                .map(each -> each.getValue().path("Properties"))
                .filter(each -> each.path("Namespace").asText().equals(RunMetric.NAMESPACE))
                .toList();
        assertThat(alarms)
                .extracting(each -> each.path("MetricName").asText())
                .containsExactlyInAnyOrder(RunMetric.CASES_FAILED.label(), RunMetric.RUNS_COMPLETED.label());
        assertThat(alarms).allSatisfy(each -> {
            assertThat(each.path("Dimensions")).hasSize(1);
            assertThat(each.at("/Dimensions/0/Name").asText()).isEqualTo(RunMetric.SUITE);
        });
        assertThat(onDashboard()).isEqualTo(known);
    }

    private Set<String> onDashboard() {
        Set<String> names = new HashSet<>();
        Pattern search = Pattern.compile("\\{" + RunMetric.NAMESPACE + "," + RunMetric.SUITE + "," + RunMetric.TARGET
                + "} MetricName=\"(\\w+)\"");
        JsonNode body =
                Template.json(template.only("AWS::CloudWatch::Dashboard").path("DashboardBody"));
        for (JsonNode widget : body.path("widgets")) {
            for (JsonNode metric : widget.at("/properties/metrics")) {
                if (metric.path(0).asText().equals(RunMetric.NAMESPACE)) {
                    assertThat(metric.path(2).asText()).isEqualTo(RunMetric.SUITE);
                    names.add(metric.path(1).asText());
                }
                search.matcher(metric.path(0).path("expression").asText())
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    @Test
    void missing_runs_raise_an_alarm() {
        JsonNode silence = template.properties("SilenceAlarm");
        assertThat(silence.path("MetricName").asText()).isEqualTo(RunMetric.RUNS_COMPLETED.label());
        assertThat(silence.path("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(silence.path("ComparisonOperator").asText()).isEqualTo("LessThanThreshold");
    }

    @Test
    void every_alarm_has_an_action() {
        assertThat(template.resources("AWS::CloudWatch::Alarm"))
                .hasSizeGreaterThan(4)
                .allSatisfy(each -> assertThat(
                                each.getValue().at("/Properties/AlarmActions/0").asText())
                        .isEqualTo("Alarms"));
    }

    @Test
    void no_run_is_retried() {
        assertThat(template.only("AWS::Lambda::EventInvokeConfig")
                        .path("MaximumRetryAttempts")
                        .asInt(2))
                .isZero();
        assertThat(template.only("AWS::Scheduler::Schedule")
                        .at("/Target/RetryPolicy/MaximumRetryAttempts")
                        .asInt(185))
                .isZero();
        tasks().forEach(task -> task.path("Retry")
                .forEach(retry -> assertThat(texts(retry.path("ErrorEquals")))
                        // the only error that guarantees that nothing was started
                        .containsExactly("Lambda.TooManyRequestsException")));
    }

    @Test
    void the_url_streams_and_requires_iam() {
        JsonNode url = template.only("AWS::Lambda::Url");
        assertThat(url.path("AuthType").asText()).isEqualTo("AWS_IAM");
        assertThat(url.path("InvokeMode").asText()).isEqualTo("RESPONSE_STREAM");
        assertThat(template.resources("AWS::Lambda::Permission")
                        .map(each -> each.getValue().at("/Properties/Action").asText()))
                .containsExactlyInAnyOrder("lambda:InvokeFunctionUrl", "lambda:InvokeFunction");
    }

    @Test
    void snapstart_uses_a_version_that_each_deployment_replaces() {
        assertThat(template.properties("Function").at("/SnapStart/ApplyOn").asText())
                .isEqualTo("PublishedVersions");
        assertThat(template.properties("Live").path("FunctionVersion").asText())
                .isEqualTo("FunctionVersionRELEASE.Version");
        assertThat(template.properties("FunctionVersionRELEASE")
                        .path("Description")
                        .asText())
                .isEqualTo("Release");
        assertThat(source("infra/deploy.sh")).contains("s/FunctionVersionRELEASE/FunctionVersion$release/");
    }

    @Test
    void no_role_has_wildcard_permissions() {
        List<JsonNode> statements = new ArrayList<>();
        template.resources("AWS::IAM::RolePolicy")
                .forEach(policy -> policy.getValue()
                        .at("/Properties/PolicyDocument/Statement")
                        .forEach(statements::add));
        assertThat(template.resources("AWS::IAM::Role")).hasSize(3).allSatisfy(role -> {
            assertThat(role.getValue().path("Properties").has("ManagedPolicyArns"))
                    .isFalse();
            assertThat(role.getValue().path("Properties").has("Policies")).isFalse();
        });
        assertThat(statements).hasSizeGreaterThan(8).allSatisfy(statement -> {
            assertThat(texts(statement.path("Action"))).allMatch(action -> action.matches("[a-z0-9]+:[A-Za-z]+"));
            assertThat(texts(statement.path("Resource"))).isNotEmpty().doesNotContain("*");
        });
    }

    @Test
    void the_report_bucket_is_encrypted_and_private() {
        JsonNode bucket = template.properties("Reports");
        assertThat(bucket.has("BucketEncryption")).isTrue();
        assertThat(bucket.path("PublicAccessBlockConfiguration")).hasSize(4).allMatch(JsonNode::asBoolean);
        assertThat(bucket.at("/LifecycleConfiguration/Rules")).isNotEmpty();
    }

    private JsonNode machine() {
        return Template.json(template.only("AWS::StepFunctions::StateMachine").path("DefinitionString"));
    }

    private List<JsonNode> tasks() {
        List<JsonNode> tasks = new ArrayList<>();
        machine().findParents("Resource").stream()
                .filter(state -> state.path("Type").asText().equals("Task"))
                .forEach(tasks::add);
        return tasks;
    }

    @Test
    void every_state_of_the_state_machine_is_reachable_and_leads_to_an_end() {
        assertReachable(machine());
        assertReachable(machine().at("/States/Shards/ItemProcessor"));
        assertThat(tasks()).hasSize(2);
    }

    private static void assertReachable(JsonNode machine) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(machine.path("StartAt").asText()));
        boolean ends = false;
        while (!open.isEmpty()) {
            String name = open.pop();
            JsonNode state = machine.path("States").path(name);
            assertThat(state.path("Type").asText()).as("state " + name).isNotEmpty();
            assertThat(state.has("Next"))
                    .as(name + " has a next state or ends")
                    .isNotEqualTo(state.path("End").asBoolean());
            ends |= state.path("End").asBoolean();
            if (reached.add(name) && state.has("Next")) {
                open.push(state.path("Next").asText());
            }
        }
        Set<String> all = new HashSet<>();
        machine.path("States").fieldNames().forEachRemaining(all::add);
        assertThat(reached).isEqualTo(all);
        assertThat(ends).isTrue();
    }

    @Test
    void a_shard_gets_its_suite_shard_and_run_id_and_the_merge_gets_the_run_id() {
        JsonNode selected = machine().at("/States/Shards/ItemSelector");
        assertThat(texts(selected))
                .containsExactly(
                        "{% $states.context.Map.Item.Value.suite %}",
                        "{% $states.context.Map.Item.Value.shard %}", "{% $states.context.Execution.Name %}");
        List<String> names = new ArrayList<>();
        selected.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("suite", "shard", "run");
        assertThat(machine().at("/States/Merge/Arguments/Payload/merge").asText())
                .isEqualTo("{% $states.context.Execution.Name %}");
        // a failed shard does not stop the others; the merge reports missing shards
        assertThat(machine().at("/States/Shards/ToleratedFailurePercentage").asInt())
                .isEqualTo(100);
    }

    @Test
    void every_parameter_is_documented_and_grouped() {
        List<String> names = new ArrayList<>();
        template.parameters().fieldNames().forEachRemaining(names::add);
        String readme = source("infra/README.md");
        assertThat(names).isNotEmpty().allSatisfy(name -> {
            assertThat(template.parameters().path(name).path("Description").asText())
                    .isNotEmpty();
            assertThat(readme).contains("| `" + name + "` |");
        });
        assertThat(Pattern.compile("(?m)^ {8}Parameters: \\[(.*)]$")
                        .matcher(source("infra/template.yaml"))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .flatMap(group -> Stream.of(group.split(", "))))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void it_fits_into_a_request_to_cloudformation() throws IOException {
        assertThat(Files.size(Template.FILE)).isLessThan(51_200);
    }
}
