package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.TestingFilter;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every place of a repository in which a push can carry a key. docs/scanning.md lists the same. */
@RevealsPlaintext("hides generated keys to find them again")
class HidingPlacesTest {
    private static final byte[] NOISE =
            "line of text, nothing else\n".repeat(9000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    /** Hides the key in a repository that has one commit. */
    private interface Hiding {
        void hide(Hideout here, String key) throws IOException;
    }

    private record HidingPlace(String name, boolean allObjects, Hiding hiding) {}

    private static HidingPlace ref(String name, Hiding hiding) {
        return new HidingPlace(name, false, hiding);
    }

    private static HidingPlace text(String name, UnaryOperator<String> form) {
        return ref(name, (here, key) -> here.commitFile("file.txt", form.apply(key)));
    }

    private static HidingPlace bytes(String name, java.util.function.Function<String, byte[]> form) {
        return ref(name, (here, key) -> here.commitFile("file.bin", form.apply(key)));
    }

    private static Stream<HidingPlace> places() {
        return Stream.of(history(), names(), encodings(), archives(), shapes()).flatMap(List::stream);
    }

    private static List<HidingPlace> history() {
        return List.of(
                text("a file", key -> "key=" + key + "\n"),
                ref("a file that was deleted again", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("rm", "-q", "file.txt");
                    here.git("commit", "-qm", "gone");
                }),
                ref("a branch that is not checked out", (here, key) -> {
                    here.git("checkout", "-qb", "side");
                    here.commitFile("file.txt", key);
                    here.git("checkout", "-q", "main");
                }),
                ref("a merge's own content", (here, key) -> {
                    here.git("checkout", "-qb", "side");
                    here.commitFile("side.txt", "side\n");
                    here.git("checkout", "-q", "main");
                    here.commitFile("main.txt", "main\n");
                    here.git("merge", "-q", "--no-commit", "side");
                    here.commitFile("merged.txt", key);
                }),
                ref("a detached HEAD", (here, key) -> {
                    here.git("checkout", "-q", "--detach");
                    here.commitFile("file.txt", key);
                }),
                ref("a stash", (here, key) -> {
                    here.write("README", key.getBytes(StandardCharsets.US_ASCII));
                    here.git("stash", "-q");
                }),
                ref("an older stash", (here, key) -> {
                    here.write("README", key.getBytes(StandardCharsets.US_ASCII));
                    here.git("stash", "-q");
                    here.write("README", "another change".getBytes(StandardCharsets.US_ASCII));
                    here.git("stash", "-q");
                }),
                ref("a note", (here, key) -> here.git("notes", "add", "-m", key)),
                ref("a hidden ref", (here, key) -> {
                    here.git("checkout", "-qb", "side");
                    here.commitFile("file.txt", key);
                    here.git("update-ref", "refs/pull/7/head", "side");
                    here.git("checkout", "-q", "main");
                    here.git("branch", "-qD", "side");
                }),
                ref("a blob that a ref points to", (here, key) -> {
                    here.write("loose.txt", key.getBytes(StandardCharsets.US_ASCII));
                    here.git("tag", "blob", here.git("hash-object", "-w", "loose.txt"));
                }),
                ref("behind a replace ref", (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("replace", "HEAD", "HEAD~1");
                }),
                ref("a packed history with deltas", (here, key) -> {
                    here.commitFile("big.txt", new String(NOISE, StandardCharsets.US_ASCII));
                    here.commitFile("big.txt", new String(NOISE, StandardCharsets.US_ASCII) + key);
                    here.commitFile("big.txt", new String(NOISE, StandardCharsets.US_ASCII) + "end");
                    here.git("gc", "-q");
                }),
                new HidingPlace("a commit that only the reflog has", true, (here, key) -> {
                    here.commitFile("file.txt", key);
                    here.git("reset", "-q", "--hard", "HEAD~1");
                }),
                new HidingPlace("a blob that nothing has", true, (here, key) -> {
                    here.write("loose.txt", key.getBytes(StandardCharsets.US_ASCII));
                    here.git("hash-object", "-w", "loose.txt");
                }));
    }

    private static List<HidingPlace> names() {
        return List.of(
                ref("a commit message", (here, key) -> here.git("commit", "-q", "--allow-empty", "-m", "use " + key)),
                ref(
                        "an author's name",
                        (here, key) ->
                                here.git("commit", "-q", "--allow-empty", "-m", "x", "--author", key + " <a@b.test>")),
                ref("a tag message", (here, key) -> here.git("tag", "-a", "v1", "-m", key)),
                ref("a tag name", (here, key) -> here.git("tag", key)),
                ref("a branch name", (here, key) -> here.git("branch", "fix/" + key)),
                ref("a file name", (here, key) -> here.commitFile(key + ".txt", "nothing\n")),
                ref("a folder name", (here, key) -> here.commitFile(key + "/file.txt", "nothing\n")),
                ref("a symbolic link's target", (here, key) -> {
                    Files.createSymbolicLink(here.repository().resolve("link"), Path.of("/srv/" + key));
                    here.commit();
                }),
                ref(
                        "a submodule's address",
                        (here, key) -> here.commitFile(
                                ".gitmodules", "[submodule \"x\"]\n\turl = https://u:" + key + "@host.test/x\n")),
                ref("a file that attributes hide from diffs", (here, key) -> {
                    here.write(".gitattributes", "* -diff -text binary\n".getBytes(StandardCharsets.US_ASCII));
                    here.commitFile("file.txt", key);
                }),
                ref("a file with an allow-list of its own", (here, key) -> {
                    here.write(".gitleaks.toml", "[allowlist]\npaths=['''.*''']\n".getBytes(StandardCharsets.US_ASCII));
                    here.commitFile("file.txt", key);
                }));
    }

    private static List<HidingPlace> encodings() {
        return List.of(
                text("base64", key -> "x: " + base64("user:" + key) + "\n"),
                text("base64, glued", key -> "data/base64-" + base64(key)),
                text("base64 twice", key -> base64(base64("password is " + key))),
                text(
                        "base64 in lines",
                        key -> Base64.getMimeEncoder()
                                .encodeToString(("a".repeat(40) + key).getBytes(StandardCharsets.US_ASCII))),
                text(
                        "base64 for addresses",
                        key -> Base64.getUrlEncoder()
                                .encodeToString(("?>?>?>" + key).getBytes(StandardCharsets.US_ASCII))),
                text("hexadecimal", key -> HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII))),
                text("percent escapes", key -> "https://x.test/?k=" + each(key, "%%%02X")),
                text("percent escapes where needed", key -> "k=" + key.replace("_", "%5F")),
                text("JSON escapes", key -> "{\"k\":\"" + each(key, "\\u%04x") + "\"}"),
                text("JSON escapes where needed", key -> "{\"k\":\"" + key.replace("_", "\\u005f") + "\"}"),
                text("hexadecimal escapes", key -> "k = '" + each(key, "\\x%02x") + "'"),
                text("HTML entities", key -> "<b>" + each(key, "&#%d;") + "</b>"),
                text("quoted-printable", key -> key.substring(0, 20) + "=\n" + key.substring(20)),
                text("a continued line", key -> "k=" + key.substring(0, 20) + "\\\n" + key.substring(20)),
                bytes("UTF-16 with mark", key -> ("\ufeffkey\n" + key).getBytes(StandardCharsets.UTF_16LE)),
                bytes("UTF-16 without mark", key -> ("key " + key).getBytes(StandardCharsets.UTF_16LE)),
                bytes("UTF-16, big end first", key -> ("key " + key).getBytes(StandardCharsets.UTF_16BE)),
                bytes("UTF-32", key -> ("key " + key).getBytes(Charset.forName("UTF-32LE"))));
    }

    private static List<HidingPlace> archives() {
        return List.of(
                bytes("zip", key -> zip("inside.txt", key.getBytes(StandardCharsets.US_ASCII))),
                bytes("gzip", key -> gzip(key.getBytes(StandardCharsets.US_ASCII))),
                bytes("tar", key -> tar("inside.txt", key.getBytes(StandardCharsets.US_ASCII))),
                bytes("tar.gz", key -> gzip(tar("inside.txt", key.getBytes(StandardCharsets.US_ASCII)))),
                bytes("zip in zip", key -> zip("a.zip", zip("b.txt", key.getBytes(StandardCharsets.US_ASCII)))),
                bytes("jar with UTF-16", key -> zip("x.properties", ("k=" + key).getBytes(StandardCharsets.UTF_16))));
    }

    private static List<HidingPlace> shapes() {
        return List.of(
                text("glued to letters before", key -> "prefix" + key),
                text("glued to letters after", key -> key + "suffix123"),
                text("one line of a megabyte", key -> "x".repeat(1 << 20) + key + "y".repeat(1 << 20)),
                text("lines that end in CR only", key -> "a\rb\r" + key + "\rc"),
                bytes("between zero bytes", key -> ("\0\0\0\0" + key + "\0\0").getBytes(StandardCharsets.US_ASCII)),
                bytes("the edge between chunks", key -> {
                    byte[] big = new byte[(4 << 20) + 100];
                    byte[] plain = key.getBytes(StandardCharsets.US_ASCII);
                    System.arraycopy(plain, 0, big, (4 << 20) - 20, plain.length);
                    return big;
                }),
                bytes("a blob too large to hold", key -> {
                    ByteArrayOutputStream large = new ByteArrayOutputStream();
                    while (large.size() < 34 << 20) {
                        large.writeBytes(NOISE);
                    }
                    large.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
                    return large.toByteArray();
                }));
    }

    @TestFactory
    Stream<DynamicTest> theKeyIsFound() {
        return places().map(place -> DynamicTest.dynamicTest(place.name(), () -> find(place)));
    }

    private void find(HidingPlace place) throws Exception {
        Hideout hideout = Hideout.in(Files.createTempDirectory(folder, "s"));
        ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        place.hiding().hide(hideout, key.reveal());
        Scan scan = new Scan(Rules.builtIn(), new Identities(new byte[16]), Acceptance.none());
        try (HistorySource source = new HistorySource(
                GitRepository.at(hideout.repository()), new HistorySource.Extent(null, place.allObjects()))) {
            scan.read(source);
        }
        ScanOutcome outcome = scan.outcome();
        List<Fingerprint> found = outcome.findings().stream()
                .filter(finding -> finding.rule().own())
                .map(Finding::fingerprint)
                .distinct()
                .toList();
        TestingFilter filter = new TestingFilter(hideout.sandbox().home().resolve("filter"));
        filter.addAllOf(hideout.sandbox(), hideout.repository());
        assertThat(filter.stopped()).as("stopped by the hook's filter").isEmpty();
        assertThat(found).containsExactly(key.fingerprint());
        assertThat(outcome.skipped()).isEmpty();
        assertThat(outcome.findings().toString().contains(key.reveal()))
                .as("the finding names the plaintext")
                .isFalse();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String each(String key, String form) {
        return key.chars()
                .mapToObj(character -> String.format(java.util.Locale.ROOT, form, character))
                .collect(Collectors.joining());
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String name, byte[] content) {
        ByteBuffer tar = ByteBuffer.allocate(512 + (content.length + 511) / 512 * 512 + 1024);
        tar.put(name.getBytes(StandardCharsets.US_ASCII));
        tar.position(124).put(String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII));
        tar.position(257).put("ustar".getBytes(StandardCharsets.US_ASCII));
        return tar.position(512).put(content).array();
    }
}
