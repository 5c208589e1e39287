package org.llmtestbench.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A function with an injected bug: it throws if a delta has the text {@code BREAK}. */
class LambdaBreakdownIT {
    private static final String SSE = "org/llmtestbench/function/completions/SseEncoder.class";
    private static final String DELTA = "org/llmtestbench/provider/Delta";

    @TempDir
    static Path folder;

    private static final RuntimeApiServer runtime = new RuntimeApiServer();
    private static final PacedProvider provider = new PacedProvider();
    private static FunctionProcess function;

    @BeforeAll
    static void start() throws IOException {
        function = FunctionProcess.in(folder.resolve("task"), runtime).asking(provider.baseUrl());
        Path code = function.task().resolve(SSE);
        Files.write(code, withBug(Files.readAllBytes(code)));
        function.ready();
    }

    @AfterAll
    static void stop() {
        function.close();
        provider.close();
    }

    /** Rewrites the class so that its method {@code delta} throws if the text is {@code BREAK}. */
    private static byte[] withBug(byte[] code) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(code)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String generic, String[] thrown) {
                                MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
                                return name.equals("delta") ? new ThrowOnBreak(method) : method;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class ThrowOnBreak extends MethodVisitor {
        ThrowOnBreak(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label noBreak = new Label();
            visitLdcInsn("BREAK");
            visitVarInsn(Opcodes.ALOAD, 0);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, DELTA, "text", "()Ljava/lang/String;", false);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
            visitJumpInsn(Opcodes.IFEQ, noBreak);
            visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
            visitInsn(Opcodes.DUP);
            visitLdcInsn("broken on purpose");
            visitMethodInsn(
                    Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "(Ljava/lang/String;)V", false);
            visitInsn(Opcodes.ATHROW);
            visitLabel(noBreak);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
    }

    @Test
    void an_internal_error_in_the_middle_of_a_stream_is_reported_in_the_trailers() {
        provider.startsStream();
        provider.sendsDelta("good");
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi"));
        assertThat(answer.prelude().path("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.next()).contains("good");

        provider.sendsDelta("BREAK");

        assertThat(answer.next()).isNull();
        assertThat(answer.wasTruncated()).isFalse();
        assertThat(answer.trailers())
                .containsEntry("Lambda-Runtime-Function-Error-Type", "Function.IllegalStateException");
        String error = new String(
                Base64.getDecoder().decode(answer.trailers().get("Lambda-Runtime-Function-Error-Body")),
                StandardCharsets.UTF_8);
        assertThat(Answer.json(error).path("errorMessage").asText()).isEqualTo("broken on purpose");
        provider.closesConnection();
        provider.streams("works again");
        assertThat(runtime.invoke(Events.streamedCompletion("Hi")).rest()).contains("works again");
    }

    @Test
    void an_internal_error_before_the_first_byte_is_an_error_of_the_invocation() {
        Answer answer = runtime.invoke(Events.streamedCompletion("Hi")
                .replace("\"isBase64Encoded\":true", "\"isBase64Encoded\":true,\"body\":\"%\""));

        assertThat(answer.kind()).isEqualTo("error");
        assertThat(answer.json().path("errorType").asText()).isEqualTo("Function.IllegalArgumentException");
    }
}
