package dev.keyturn.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.secret.Secrets;
import dev.keyturn.secret.SecretsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RevealsPlaintext("presents tokens as a client does")
class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID SESSION = UUID.randomUUID();

    @TempDir
    private Path directory;

    private Secrets secrets(String... kids) throws IOException {
        String keys = Arrays.stream(kids)
                .map(kid -> "{\"kid\":\"" + kid + "\",\"value\":\"" + value(kid) + "\"}")
                .collect(Collectors.joining(","));
        Path file = Files.createTempFile(
                directory,
                "secrets",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "{\"peppers\":[{\"version\":1,\"value\":\"" + value("p") + "\"}],\"signingKeys\":[" + keys + "]}");
        return SecretsFile.read(file);
    }

    private static String value(String seed) {
        return Base64.getEncoder().encodeToString(seed.repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private static AccessTokens tokens(Secrets secrets, Instant now) {
        return new AccessTokens(secrets, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void assertRefused(AccessTokens tokens, String token, String code) {
        assertThatThrownBy(() -> tokens.read(token))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code().code()).isEqualTo(code));
    }

    @Test
    void aTokenIsGoodForAnHour() throws IOException {
        Secrets secrets = secrets("a");
        String token = tokens(secrets, NOW).issue(SESSION, UUID.randomUUID()).reveal();

        assertThat(tokens(secrets, NOW.plus(Duration.ofMinutes(59))).read(token))
                .isEqualTo(SESSION);
        assertRefused(tokens(secrets, NOW.plus(Duration.ofMinutes(60))), token, "token-expired");
    }

    @Test
    void anEarlierSigningKeyStillVerifiesUntilItIsTakenOut() throws IOException {
        String token =
                tokens(secrets("a"), NOW).issue(SESSION, UUID.randomUUID()).reveal();

        assertThat(tokens(secrets("b", "a"), NOW).read(token)).isEqualTo(SESSION);
        assertRefused(tokens(secrets("b"), NOW), token, "token-invalid");
    }

    @Test
    void aTokenCannotChooseItsAlgorithm() throws IOException {
        AccessTokens tokens = tokens(secrets("a"), NOW);
        String[] parts = tokens.issue(SESSION, UUID.randomUUID()).reveal().split("\\.", -1);

        assertRefused(tokens, header("none") + "." + parts[1] + ".", "token-invalid");
        assertRefused(tokens, header("HS512") + "." + parts[1] + "." + parts[2], "token-invalid");
        assertRefused(tokens, parts[0] + "." + parts[1] + "." + flipped(parts[2]), "token-invalid");
    }

    private static String header(String algorithm) {
        String json = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"a\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private static String flipped(String signature) {
        return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
    }
}
