package org.llmtestbench.function.auth;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;

/**
 * Accepts JSON Web Tokens that an OpenID Connect issuer signed for this server.
 *
 * @param audience the expected audience of the tokens
 */
record OidcAuthenticator(OidcKeySet issuer, String audience, Clock clock) implements Authenticator {
    private static final int CLOCK_SKEW_SECONDS = 30;

    @Override
    public Uni<Principal> authenticate(Request request) {
        String token = BearerTokenExtractor.of(request);
        return issuer.keys().flatMap(keys -> {
            try {
                return Uni.createFrom().item(caller(token, keys));
            } catch (UnresolvableKeyException unknown) {
                return issuer.newerKeys().map(newer -> callerWithNewKeys(token, newer));
            }
        });
    }

    private Principal callerWithNewKeys(String token, List<JsonWebKey> keys) {
        try {
            return caller(token, keys);
        } catch (UnresolvableKeyException unknown) {
            throw invalidToken("The token is signed with a key that its issuer does not list.");
        }
    }

    private Principal caller(String token, List<JsonWebKey> keys) throws UnresolvableKeyException {
        try {
            String subject = consumer(keys).processToClaims(token).getSubject();
            return new Principal(subject.replaceAll("[^\\x21-\\x7E]", "?"));
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof UnresolvableKeyException unknown) {
                throw unknown;
            }
            throw invalidToken(why(e));
        } catch (MalformedClaimException e) {
            throw invalidToken("The claim sub of the token is invalid.");
        }
    }

    private JwtConsumer consumer(List<JsonWebKey> keys) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(resolver)
                .setExpectedIssuer(true, issuer.name())
                .setExpectedAudience(true, audience)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static String why(InvalidJwtException e) {
        if (e.hasExpired()) {
            return "The token has expired.";
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "The token is not valid yet.";
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "The token is for another audience.";
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "The token is from another issuer.";
        }
        if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID) || e.hasErrorCode(ErrorCodes.SIGNATURE_MISSING)) {
            return "The token has no valid signature from its issuer.";
        }
        return "The token is invalid: it must be a JWT with sub and exp, signed with RS256 or ES256.";
    }

    private static HttpProblemException invalidToken(String why) {
        return BearerTokenExtractor.invalidToken(why, "Get a new token from the issuer.");
    }
}
