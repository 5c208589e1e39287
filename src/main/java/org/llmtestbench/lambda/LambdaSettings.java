package org.llmtestbench.lambda;

import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * The settings of the function on Lambda.
 *
 * @param secretId the id of the secret with the API keys
 * @param reportBucket the S3 bucket for reports
 * @param failInvocation whether a run that did not pass fails the invocation
 */
record LambdaSettings(Optional<String> secretId, Optional<String> reportBucket, boolean failInvocation) {

    static LambdaSettings of(SettingsLoader settings) {
        SettingsReader root = settings.root(Map.of());
        return new LambdaSettings(
                Optional.ofNullable(root.text("secret_id", null)),
                Optional.ofNullable(root.text("report_bucket", null)),
                root.flag("fail_invocation", false));
    }
}
