// Runs AWS's own validator on templates. Fails on every error and every warning.
import { existsSync } from "node:fs";
import { RegoEngine, TemplateFile } from "@aws/cloudformation-validate";

const files = process.argv.slice(2);
if (files.length === 0 || !files.every(existsSync)) {
    console.error("usage: node validate.mjs TEMPLATE…");
    process.exit(64);
}

const engine = new RegoEngine();
let found = 0;
for (const file of files) {
    // informational messages are ignored; warnings count as errors
    const report = engine.validateStandard(new TemplateFile(file), { severityLevel: "WARN" });
    for (const { severity, ruleId, message, entity, propertyPath, startLine } of report.diagnostics) {
        const place = [file, startLine].filter(Boolean).join(":");
        console.error([place, severity, ruleId, entity?.logicalId, propertyPath, message].filter(Boolean).join(" "));
    }
    if (report.status !== "OK" && report.diagnostics.length === 0) {
        console.error(`${file} ${report.status}: the validator did not check all of it`);
        found++;
    }
    found += report.diagnostics.length;
}
engine.free();
console.log(`${files.length} checked, ${found} found`);
process.exit(found === 0 ? 0 : 1);
