package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.testing.LeakOracle;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each proof holds for what it describes, and for nothing that differs from it in one character that it covers. */
class ProofTest {
    private static final Random RANDOM = new Random(20_260_102);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "github-checksum | ghp_{from}{base62:30}{crc-base62} | 4",
                "github-checksum | ghr_{from}{base62:70}{crc-base62} | 4",
                "github-fine-grained | {from}github_pat_{base62:22}_{base62:43}{sha256-base32}{base62:8} | 0",
                "gitlab-checksum | {from}glpat-{base64url:36}.01.0z{crc-base36} | 0",
                "grafana-checksum | {from}glsa_{base62:32}{to}_{crc-hex-reversed} | 0",
                "vercel-checksum | vcp_{from}{base62:50}{crc-base62} | 4",
                "salad-checksum | salad_cloud_user_{from}{base62:40}{crc-base62} | 17",
                "apify-checksum | {from}apify_api_{base62:30}{crc-base62-small-first} | 0",
                "confluent-checksum | cflt{from}{base64:54}{crc-base64} | 4",
                "zuplo-checksum | zpka_{from}{lower:32}{to}_{crc-hex} | 5",
                "atlassian-checksum | {from}ATATT3{base64url:180}={crc-upperhex} | 0",
                "cloudflare-checksum | cfk_{from}{base62:40}{crc-hex} | 4",
                "azure-checksum | {from}{base62:52}JQQJ99AF{base62:16}AZEG{marvin} | 0",
                "bech32 | {from}AGE-SECRET-KEY-1{[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]:52}{bech32} | 16",
            })
    void aChecksumHoldsAndNoChangedCharacterPasses(String name, String description, int covered) throws Exception {
        Proof proof = Proof.named(name);
        for (int i = 0; i < 50; i++) {
            String whole = LeakOracle.declare(ExampleText.make(description, RANDOM));
            assertThat(proof.holds(whole)).as(name).isTrue();
            int tail = name.equals("github-fine-grained") ? 8 : 0;
            int at = covered + RANDOM.nextInt(whole.length() - covered - tail);
            assertThat(holdsWithout(proof, whole, at)).as(name + " at " + at).isFalse();
        }
    }

    /** Some character that can stand in any token, and is another one there. */
    private static boolean holdsWithout(Proof proof, String whole, int at) {
        char there = whole.charAt(at);
        char other =
                there == 'A' ? 'C' : there == 'a' ? 'c' : Character.isDigit(there) ? (there == '7' ? '2' : '7') : 'A';
        try {
            return proof.holds(whole.substring(0, at) + other + whole.substring(at + 1));
        } catch (StringIndexOutOfBoundsException shorter) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt-header | {base64url {\"alg\":\"HS256\",\"typ\":\"JWT\"}}.{base64url {\"sub\":\"{base62:12}\"}}.{base64url:43} | eyJ{base62:30}.eyJ{base62:30}.{base62:43}",
                "json-inside | sntrys_{base64 {\"iat\":1700000000.1,\"url\":\"https://{lower:8}.io\",\"org\":\"x\"}}_{base64url:43} | sntrys_eyJ{base62:60}_{base64url:43}",
                "json-inside | ops_{base64url {\"signInAddress\":\"{lower:8}.1password.com\"}} | ops_eyJ{base62:90}",
                "bedrock-key | ABSK{base64 BedrockAPIKey-{lower:8}:{base62:40}} | ABSK{base62:100}",
                "discord-id | {base64url {digits:18}}.{base64url:6}.{base64url:27} | {base62:24}.{base64url:6}.{base64url:27}",
                "pypi-macaroon | pypi-{base64url \\x02\\x01\\x08pypi.org\\x02{base62:80}} | pypi-AgEI{base62:80}",
                "private-key | {pem-ec} | -----BEGIN KEY-----{base62:200}-----END KEY-----",
                "private-key | {pem-rsa} | -----BEGIN KEY-----MII{base62:200}-----END KEY-----",
                "gcp-service-account | {\"type\":\"service_account\",\"private_key\":\"{pem-in-json}\"} | {\"private_key\":\"-----BEGIN KEY-----{base62:200}-----END KEY-----\"}",
            })
    void aPartThatDecodesIsTold(String name, String yes, String no) throws Exception {
        Proof proof = Proof.named(name);
        for (int i = 0; i < 10; i++) {
            String whole = LeakOracle.declare(ExampleText.make(yes, RANDOM));
            assertThat(proof.holds(whole)).as(name).isTrue();
            assertThat(proof.holds(ExampleText.make(no, RANDOM))).as(name).isFalse();
        }
    }

    @Test
    void marvinGivesTheValuesOfSymCrypt() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(Marvin.hash(abc, 0xd53cd9cecd0893b7L)).isEqualTo(0x22c74339492769bfL);
        assertThat(Marvin.hash(new byte[] {0}, 0x804fb61a801bdbccL)).isEqualTo(0xa37fb0da2ecae06cL);
        assertThat(Marvin.hash(new byte[] {0, -1, 0, -1, 0, -1}, 0x804fb61a801bdbccL))
                .isEqualTo(0xec21276a17e821a5L);
    }

    @Test
    void bech32HoldsForTheStandardsOwnExample() {
        assertThat(Bech32.holds("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"))
                .isTrue();
        assertThat(Bech32.holds("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxx"))
                .isFalse();
    }
}
