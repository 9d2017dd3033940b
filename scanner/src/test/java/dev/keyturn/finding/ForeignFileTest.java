package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "go.sum",
                "web/package-lock.json",
                "Cargo.lock",
                "release.tgz!package/yarn.lock",
                "web/node_modules/left-pad/index.js",
                "vendor/github.com/a/b/c.go"
            })
    void whatToolsWriteAndOthersWroteIsForeign(String path) {
        assertThat(ForeignFile.is(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/Main.java", "go.sum.md", "vendors/list.txt", "lock.json", ".env"})
    void whatPeopleWriteIsNot(String path) {
        assertThat(ForeignFile.is(path)).isFalse();
    }
}
