package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.Fuzz;
import dev.keyturn.complaint.Complaint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text at all as a configuration: understood, or refused in words. */
class GitleaksFuzzTest {
    private static final String CONFIGURATION = """
            title = "x"
            [extend]
            useDefault = true
            disabledRules = ["a"]
            [[rules]]
            id = "a"
            regex = '''a(b)[c-d]{2}'''
            secretGroup = 1
            entropy = 2.5
            keywords = ["ab"]
            [[rules.allowlists]]
            condition = "AND"
            regexTarget = "line"
            regexes = ['''x''']
            paths = ["p"]
            stopwords = ["s"]
            """;

    @Test
    void aConfigurationIsUnderstoodOrRefused() {
        Fuzz.with(
                List.of(CONFIGURATION.getBytes(StandardCharsets.UTF_8)),
                GitleaksFuzzTest::tryAConfigurationIsUnderstoodOrRefused);
    }

    private static void tryAConfigurationIsUnderstoodOrRefused(byte[] bytes) {
        read(new String(bytes, StandardCharsets.UTF_8));
    }

    private static void read(String toml) {
        try {
            assertThat(Gitleaks.read("fuzz.toml", toml, path -> "").rules()).isNotEmpty();
        } catch (Complaint refused) {
            assertThat(refused.what()).isNotBlank();
        }
    }
}
