package dev.keyturn.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.StoreContract;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    protected Store store() {
        return new FileStore(folder.resolve("keys"));
    }

    @Test
    void nobodyButItsOwnerReadsIt() throws IOException {
        written(delivery(Version.NONE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> beside = Files.list(file().getParent())) {
            assertThat(beside.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(place.slug() + ".env", "." + place.slug() + ".env.lock");
        }
    }

    @Test
    void aShellReadsItAsAnEnvironment() throws Exception {
        Version version = written(delivery(Version.NONE));
        Process shell = new ProcessBuilder("sh", "-c", ". '" + file() + "'; echo \"$KEY_ID ${#API_KEY}\"").start();
        String said = new String(shell.getInputStream().readAllBytes());
        Reading.Found found = (Reading.Found) store().read(place);
        assertThat(said.strip()).isEqualTo(found.held().keyId() + " 45");
        assertThat(version.value()).startsWith("1-");
    }

    @Test
    void whatSomebodyChangedIsAtAnotherVersionAndForeign() throws IOException {
        Version version = written(delivery(Version.NONE));
        Files.writeString(file(), "OTHER=value\n", StandardOpenOption.APPEND);
        assertThat(store().check(place)).isNotEqualTo(new Readiness.Ready(version));
        assertThat(store().read(place)).isInstanceOf(Reading.Foreign.class);
        assertThat(store().write(delivery(version))).isInstanceOf(Writing.Conflict.class);
    }

    /** Readers never meet half a file. */
    @Test
    void whoReadsWhileItIsReplacedSeesOneOrTheOther() throws Exception {
        Version[] version = {written(delivery(Version.NONE))};
        AtomicBoolean done = new AtomicBoolean();
        List<Reading> halves = new java.util.concurrent.CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                Reading reading = store().read(place);
                if (!(reading instanceof Reading.Found)) {
                    halves.add(reading);
                }
            }
        });
        reader.start();
        for (int i = 0; i < 50; i++) {
            version[0] = written(delivery(version[0]));
        }
        done.set(true);
        reader.join();
        assertThat(halves).isEmpty();
        assertThat(version[0].value()).startsWith("51-");
    }

    private Path file() {
        return Path.of(store().address(place));
    }
}
