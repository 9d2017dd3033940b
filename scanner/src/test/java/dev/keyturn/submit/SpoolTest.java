package dev.keyturn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.wire.LeakSighting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final URI API = URI.create("https://keys.example.test");

    @TempDir
    Path folder;

    private Spool spool() {
        return spool(folder);
    }

    private static Spool spool(Path folder) {
        return Spool.of(API, Map.of("KEYTURN_SPOOL", folder.resolve("spool").toString()));
    }

    private static LeakSighting sighting(int number) {
        return new LeakSighting(
                Fingerprint.of("example " + number).hex(), "r", "c", "p\n\u2028", number, null, null, "scan git");
    }

    private static List<LeakSighting> sightings(int from, int to) {
        return IntStream.range(from, to).mapToObj(SpoolTest::sighting).toList();
    }

    @Test
    void whatIsAddedWaitsOnceAndUntilItIsRemoved() throws IOException {
        assertThat(spool().waiting()).isEmpty();
        spool().add(sightings(0, 3));
        spool().add(sightings(1, 5));
        assertThat(spool().waiting()).isEqualTo(sightings(0, 5));
        spool().remove(sightings(0, 4));
        assertThat(spool().waiting()).isEqualTo(sightings(4, 5));
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        spool().add(sightings(0, 1));
        assertThat(mode(spool().file())).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("spool"))).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void eachApiHasItsOwn() throws IOException {
        spool().add(sightings(0, 1));
        Map<String, String> environment =
                Map.of("KEYTURN_SPOOL", folder.resolve("spool").toString());
        assertThat(Spool.of(URI.create("https://other.example.test"), environment)
                        .waiting())
                .isEmpty();
        assertThat(Spool.of(URI.create(API + "/"), environment).waiting()).hasSize(1);
    }

    @Test
    void aLineThatIsNoSightingHoldsNothingUpAndStays() throws IOException {
        spool().add(sightings(0, 2));
        Files.writeString(spool().file(), "{broken\n" + Files.readString(spool().file()));
        assertThat(spool().waiting()).hasSize(2);
        spool().remove(sightings(0, 2));
        assertThat(spool().file()).hasContent("{broken\n");
    }

    @Test
    void itLiesInTheUsersStateUnlessToldOtherwise() {
        assertThat(Spool.of(API, Map.of("HOME", "/home/ada")).file().startsWith("/home/ada/.local/state/keyturn/spool"))
                .isTrue();
        assertThat(Spool.of(API, Map.of("HOME", "/home/ada", "XDG_STATE_HOME", "/state"))
                        .file()
                        .startsWith("/state/keyturn/spool"))
                .isTrue();
    }

    /** Two processes add and a third is killed in the middle of it, again and again: nothing is lost or torn. */
    @Test
    void processesShareItAndMayBeKilled() throws Exception {
        Process one = another(0, 40);
        Process two = another(40, 80);
        for (int kill = 0; kill < 3; kill++) {
            Process killed = another(80, 100_000);
            awaitMore(spool().waiting().size());
            killed.destroyForcibly().waitFor();
        }
        assertThat(one.waitFor(60, TimeUnit.SECONDS) && two.waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        assertThat(spool().waiting()).containsAll(sightings(0, 80)).doesNotHaveDuplicates();
        assertThat(Files.readAllLines(spool().file())).hasSameSizeAs(spool().waiting());
    }

    private void awaitMore(int than) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (spool().waiting().size() <= than) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Process another(int from, int to) throws IOException {
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adder.class.getName(),
                        folder.toString(),
                        from + "",
                        to + "")
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Adds one sighting after the other. */
    static final class Adder {
        private Adder() {}

        public static void main(String[] arguments) throws IOException {
            Spool spool = spool(Path.of(arguments[0]));
            for (int i = Integer.parseInt(arguments[1]); i < Integer.parseInt(arguments[2]); i++) {
                spool.add(List.of(sighting(i)));
            }
        }
    }
}
