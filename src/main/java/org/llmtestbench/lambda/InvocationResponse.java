package org.llmtestbench.lambda;

import io.smallrye.mutiny.Multi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;

/** The response to an invocation. */
sealed interface InvocationResponse {
    Logger LOG = Logger.getLogger(InvocationResponse.class);

    /** The complete response as JSON; blocks until it is available. */
    byte[] whole();

    /** Sends the response to the Runtime API, streamed if possible. Fails only before the first byte is sent. */
    void send(LambdaRuntimeClient client, String id) throws IOException;

    /** A JSON response. */
    record Json(byte[] whole) implements InvocationResponse {
        @Override
        public void send(LambdaRuntimeClient client, String id) throws IOException {
            client.answer(id, whole);
        }
    }

    /** A response for an HTTP front end. */
    record Http(Response response, boolean canStream, Duration timeLeft, RequestLifetime lifetime)
            implements InvocationResponse {
        @Override
        public byte[] whole() {
            try {
                return collect();
            } finally {
                lifetime.end();
            }
        }

        private byte[] collect() {
            if (response instanceof Response.Whole complete) {
                return HttpEventResponse.whole(response, complete.body());
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (BlockingChunkReader chunks = chunks()) {
                for (byte[] chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                    body.writeBytes(chunk);
                }
            }
            return HttpEventResponse.whole(response, body.toByteArray());
        }

        @Override
        public void send(LambdaRuntimeClient client, String id) throws IOException {
            if (!canStream) {
                client.answer(id, whole());
                return;
            }
            try {
                sendStreamed(client, id);
            } finally {
                lifetime.end();
            }
        }

        private void sendStreamed(LambdaRuntimeClient client, String id) throws IOException {
            try (BlockingChunkReader chunks = chunks()) {
                byte[] first = chunks.next();
                // before the response has started, a failure is an error of the invocation
                LambdaRuntimeClient.Streamed started = client.stream(id, HttpEventResponse.prelude(response));
                try (LambdaRuntimeClient.Streamed stream = started) {
                    forward(first, chunks, stream);
                } catch (IOException e) {
                    LOG.warnf("invocation %s: the rest of the response could not be sent (%s)", id, e.getMessage());
                }
            }
        }

        private static void forward(byte[] first, BlockingChunkReader chunks, LambdaRuntimeClient.Streamed stream)
                throws IOException {
            try {
                for (byte[] chunk = first; chunk != null; chunk = chunks.next()) {
                    stream.send(chunk);
                }
                stream.end();
            } catch (RuntimeException e) {
                LOG.error("a streamed response failed", e);
                stream.fail(e);
            }
        }

        private BlockingChunkReader chunks() {
            return response instanceof Response.Streamed streamed
                    ? BlockingChunkReader.of(streamed.chunks(), timeLeft)
                    : BlockingChunkReader.of(Multi.createFrom().item(((Response.Whole) response).body()), timeLeft);
        }
    }
}
