package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.match.Match;
import dev.keyturn.match.Matching;
import dev.keyturn.testing.LeakOracle;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** True and false examples of every rule; made up here, so that none stands in the source. */
class BuiltInRulesTest {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String B64U = BASE62 + "-_";
    private static final String HEX = "0123456789abcdef";
    private static final String UPPER32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Random RANDOM = new Random(20_260_101);
    private static final Matching MATCHING = new Matching(Rules.builtIn());

    /** Texts that the rule must find, and texts in which it must not. */
    private record Example(String rule, Supplier<String> yes, Supplier<String> no) {}

    private static Example example(String rule, Supplier<String> yes, Supplier<String> no) {
        return new Example(rule, yes, no);
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>(List.of(
                example("github-pat", () -> github("ghp_"), () -> "ghp_" + some(BASE62, 36)),
                example("github-oauth", () -> github("gho_"), () -> "gho_" + some(BASE62, 36)),
                example(
                        "github-fine-grained-pat",
                        BuiltInRulesTest::fineGrained,
                        () -> "github_pat_" + some(BASE62, 22) + "_" + some(BASE62, 59)),
                example(
                        "gitlab-pat-routable",
                        BuiltInRulesTest::routable,
                        () -> "glpat-" + some(B64U, 27) + ".01.0z" + some(HEX, 7)),
                example(
                        "grafana-service-account-token",
                        BuiltInRulesTest::grafana,
                        () -> "glsa_" + some(BASE62, 32) + "_" + some(HEX, 8)),
                example(
                        "aws-access-token",
                        () -> "AKIA" + "I" + some(UPPER32, 15),
                        () -> "AKIA" + "IOSFODNN7" + "EXAMPLE"),
                example(
                        "aws-secret-access-key",
                        () -> "aws_secret_access_key = " + some(BASE62 + "/+", 40),
                        () -> "aws_secret_access_key = " + "A".repeat(40)),
                example(
                        "jwt",
                        BuiltInRulesTest::jwt,
                        () -> "eyJ" + some(B64U, 30) + ".eyJ" + some(B64U, 30) + "." + some(B64U, 40)),
                example("pypi-upload-token", BuiltInRulesTest::pypi, () -> "pypi-AgEIcHlwaS5vcmc" + some(B64U, 20)),
                example(
                        "private-key",
                        BuiltInRulesTest::pem,
                        () -> "-----BEGIN PRIVATE" + " KEY-----\n" + some(BASE62, 64) + "\n-----END PRIVATE"
                                + " KEY-----"),
                example("twilio-api-key", () -> "twilio: SK" + some(HEX, 32), () -> "telephone: SK" + some(HEX, 32)),
                example(
                        "openai-api-key",
                        () -> "sk-proj-" + some(B64U, 74) + "T3BlbkFJ" + some(B64U, 74),
                        () -> "sk-proj-" + some(B64U, 74)),
                example(
                        "anthropic-api-key",
                        () -> "sk-ant-api03-" + some(B64U, 93) + "AA",
                        () -> "sk-ant-api03-" + some(B64U, 40)),
                example(
                        "generic-api-key",
                        () -> "password = \"" + some(HEX, 24) + some(BASE62, 8) + "7k4\"",
                        () -> "password = \"change me please, soon\"")));
        shape(examples, "github-app-token", "ghs_", BASE62, 36);
        shape(examples, "github-refresh-token", "ghr_", BASE62, 76);
        shape(examples, "gitlab-pat", "glpat-", BASE62, 20);
        shape(examples, "gitlab-runner-authentication-token", "glrt-", BASE62, 20);
        shape(examples, "gitlab-deploy-token", "gldt-", BASE62, 20);
        shape(examples, "gitlab-ptt", "glptt-", HEX, 40);
        shape(examples, "slack-bot-token", "xoxb-123450987612-1234509876127-", BASE62, 24);
        shape(examples, "slack-user-token", "xoxp-123450987612-123450987612-123450987612-", HEX, 32);
        shape(examples, "slack-app-token", "xapp-1-A0B1C2D3E4F-1234509876127-", HEX, 64);
        shape(examples, "slack-webhook-url", "https://hooks.slack.com/services/T0A1B2C3D/B0A1B2C3D/", BASE62, 24);
        shape(examples, "stripe-access-token", "sk_live_", BASE62, 24);
        shape(examples, "gcp-api-key", "AIza", B64U, 35);
        shape(examples, "npm-access-token", "npm_", BASE62, 36);
        shape(examples, "huggingface-access-token", "hf_", BASE62.substring(10), 34);
        shape(examples, "sendgrid-api-token", "SG." + some(B64U, 22) + ".", BASE62, 43);
        shape(examples, "digitalocean-pat", "dop_v1_", HEX, 64);
        shape(examples, "doppler-api-token", "dp.pt.", BASE62, 43);
        shape(examples, "vault-service-token", "hvs.", BASE62, 95);
        shape(examples, "databricks-api-token", "dapi", HEX, 32);
        shape(examples, "shopify-access-token", "shpat_", HEX, 32);
        shape(examples, "linear-api-key", "lin_api_", BASE62, 40);
        shape(examples, "dockerhub-pat", "dckr_pat_", BASE62, 27);
        return examples;
    }

    private static void shape(List<Example> examples, String rule, String prefix, String alphabet, int length) {
        examples.add(example(
                rule,
                () -> prefix + some(alphabet, length),
                () -> prefix + alphabet.charAt(0) + "x".repeat(length - 1)));
    }

    @TestFactory
    Stream<DynamicTest> trueExamples() {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.rule(), () -> {
                    for (int i = 0; i < 20; i++) {
                        String text = LeakOracle.declare(example.yes().get());
                        assertThat(rulesThatFind("a = '" + text + "'\n")).contains(example.rule());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> falseExamples() {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(example.rule(), () -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(rulesThatFind("a = '" + example.no().get() + "'\n"))
                                .doesNotContain(example.rule());
                    }
                }));
    }

    @Test
    void everyRuleHasExamplesAndSaysWhatToDo() {
        Set<String> covered = examples().stream().map(Example::rule).collect(Collectors.toSet());
        for (Rule rule : Rules.builtIn().rules()) {
            assertThat(covered.contains(rule.id()) || rule.own()).as(rule.id()).isTrue();
            assertThat(rule.about()).as(rule.id()).isNotBlank();
            assertThat(rule.generic() || !rule.revoke().isBlank()).as(rule.id()).isTrue();
            if (rule.detection().regex() != null) {
                rule.detection().regex().occursIn("compiles");
            }
        }
        assertThat(Rules.builtIn().rules().stream().map(Rule::id)).doesNotHaveDuplicates();
    }

    private static Set<String> rulesThatFind(String text) {
        Set<String> found = new HashSet<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MATCHING.match(bytes, bytes.length, new Matching.Found() {
            @Override
            public void allowed() {}

            @Override
            public void match(Match match) {
                found.add(match.rule().id());
            }
        });
        return found;
    }

    private static String some(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            char next = alphabet.charAt(RANDOM.nextInt(alphabet.length()));
            if (text.length() == 0 || text.charAt(text.length() - 1) != next) {
                text.append(next);
            }
        }
        return text.toString();
    }

    private static String github(String prefix) {
        String body = some(BASE62, 30);
        return prefix + body + Checksums.base62(Checksums.crc(body));
    }

    private static String fineGrained() {
        String head = "github_pat_" + some(BASE62, 22) + "_" + some(BASE62, 43);
        byte[] digest = sha256(head);
        long bits = 0;
        for (int i = 0; i < 5; i++) {
            bits = bits << 8 | digest[i] & 0xff;
        }
        StringBuilder check = new StringBuilder();
        for (int shift = 35; shift >= 0; shift -= 5) {
            check.append(UPPER32.charAt((int) (bits >> shift & 31)));
        }
        return head + check + some(BASE62, 8);
    }

    private static String routable() {
        String head = "glpat-" + some(B64U, 36) + ".01.0z";
        String check = Long.toString(Checksums.crc(head), 36);
        return head + "0".repeat(7 - check.length()) + check;
    }

    private static String grafana() {
        String head = "glsa_" + some(BASE62, 32);
        int reversed = Integer.reverseBytes((int) Checksums.crc(head));
        return head + "_" + String.format(Locale.ROOT, "%08x", reversed);
    }

    private static String jwt() {
        return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64("{\"sub\":\"" + some(BASE62, 12) + "\"}")
                + "." + some(BASE62, 43);
    }

    private static String pypi() {
        return "pypi-" + base64("\u0002\u0001\u0008pypi.org\u0002" + some(BASE62, 80));
    }

    private static String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return "-----BEGIN PRIVATE" + " KEY-----\n" + body + "\n-----END PRIVATE" + " KEY-----";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
