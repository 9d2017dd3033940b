package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.source.Place;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key is in everybody's hands, the report says so. */
class ClientSideTest {
    @ParameterizedTest
    @CsvSource({
        "dist/assets/index-BxS12_ab.js, a web bundle",
        "web/build/static/js/main.8a3f9c21.chunk.js, a web bundle",
        "assets/vendor.min.js, a web bundle",
        "assets/app.js.map, a web bundle",
        ".next/static/chunks/pages/index.js, a web bundle",
        "public/config.js, a web bundle",
        "index-4f9d2c1a.js, a web bundle",
        "src/App.tsx, a component of a web page",
        "src/Login.jsx, a component of a web page",
        "app-release.apk!classes.dex, a mobile binary",
        "App.ipa!Payload/App.app/Info.plist, a mobile binary",
        "sdk.aar!classes.jar!a/B.class, a mobile binary"
    })
    void clientSideCodeIsTold(String path, String what) {
        assertThat(ClientSide.reason(List.of(at(path)))).startsWith("in " + what + ":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/App.java",
                "build/libs/server.jar",
                "build/resources/main/application.yml",
                "server/index.js",
                "src/api/client.ts",
                ".env",
                "apk/readme.md"
            })
    void otherCodeIsNot(String path) {
        assertThat(ClientSide.reason(List.of(at(path)))).isNull();
    }

    private static Place at(String path) {
        return new Place(null, Place.Kind.CONTENT, path, 1, null);
    }
}
