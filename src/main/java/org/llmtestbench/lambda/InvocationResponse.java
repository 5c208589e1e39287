package org.llmtestbench.lambda;

import io.smallrye.mutiny.Multi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.llmtestbench.function.RequestLifetime;
import org.llmtestbench.function.Response;

/** What an event is answered with. */
sealed interface InvocationResponse {
    Logger LOG = Logger.getLogger(InvocationResponse.class);

    /** As one piece of JSON; waits until it is there. */
    byte[] whole();

    /** Hands it over, piece by piece where that is possible. Fails before the first byte, or not at all. */
    void send(LambdaRuntimeClient client, String id) throws IOException;

    /** JSON for whoever sent the event. */
    record Json(byte[] whole) implements InvocationResponse {
        @Override
        public void send(LambdaRuntimeClient client, String id) throws IOException {
            client.answer(id, whole);
        }
    }

    /** An answer that leaves through a front end. */
    record Http(Response response, boolean canStream, Duration timeLeft, RequestLifetime lifetime)
            implements InvocationResponse {
        @Override
        public byte[] whole() {
            try {
                return collected();
            } finally {
                lifetime.end();
            }
        }

        private byte[] collected() {
            if (response instanceof Response.Whole there) {
                return HttpEventResponse.whole(response, there.body());
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (BlockingChunkReader pieces = pieces()) {
                for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
                    body.writeBytes(piece);
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
                sendPieces(client, id);
            } finally {
                lifetime.end();
            }
        }

        private void sendPieces(LambdaRuntimeClient client, String id) throws IOException {
            try (BlockingChunkReader pieces = pieces()) {
                byte[] first = pieces.next();
                // until the answer has begun, a failure is that of the invocation
                LambdaRuntimeClient.Streamed begun = client.stream(id, HttpEventResponse.prelude(response));
                try (LambdaRuntimeClient.Streamed stream = begun) {
                    pass(first, pieces, stream);
                } catch (IOException lost) {
                    LOG.warnf("invocation %s: nobody takes the rest of the answer (%s)", id, lost.getMessage());
                }
            }
        }

        private static void pass(byte[] first, BlockingChunkReader pieces, LambdaRuntimeClient.Streamed stream)
                throws IOException {
            try {
                for (byte[] piece = first; piece != null; piece = pieces.next()) {
                    stream.piece(piece);
                }
                stream.end();
            } catch (RuntimeException ours) {
                LOG.error("an answer broke off", ours);
                stream.breakDown(ours);
            }
        }

        private BlockingChunkReader pieces() {
            return response instanceof Response.Streamed made
                    ? BlockingChunkReader.of(made.chunks(), timeLeft)
                    : BlockingChunkReader.of(Multi.createFrom().item(((Response.Whole) response).body()), timeLeft);
        }
    }
}
