package org.llmtestbench.lambda;

import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;

/**
 * How the function behaves on Lambda.
 *
 * @param secretId of the secret that holds the providers' keys
 * @param reportBucket of S3, for reports
 * @param failInvocation whether a run that did not pass fails the invocation
 */
record LambdaSettings(Optional<String> secretId, Optional<String> reportBucket, boolean failInvocation) {

    static LambdaSettings of(SettingsLoader settings) {
        SettingsReader from = settings.root(Map.of());
        return new LambdaSettings(
                Optional.ofNullable(from.text("secret_id", null)),
                Optional.ofNullable(from.text("report_bucket", null)),
                from.flag("fail_invocation", false));
    }
}
