package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.action.ProjectFiles;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.HidingPlace.Content;
import dev.keyturn.hook.TestingFilter;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.DirectorySource;
import dev.keyturn.source.Source;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import dev.keyturn.source.git.StagedSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every place of a repository in which a push can carry a key. docs/scanning.md lists the same. */
@RevealsPlaintext("hides generated keys to find them again")
class HidingPlacesTest {
    @TempDir
    Path folder;

    private static Map<String, List<Content>> contents() {
        Map<String, List<Content>> contents = new LinkedHashMap<>();
        contents.put("texts", TextPlaces.shapes());
        contents.put("escapes", TextPlaces.escapes());
        contents.put("pieces", TextPlaces.pieces());
        contents.put("encodings", EncodedPlaces.all());
        contents.put("archives", PackedPlaces.archives());
        contents.put("documents", PackedPlaces.documents());
        return contents;
    }

    private static Map<String, List<HidingPlace>> places() {
        Map<String, List<HidingPlace>> places = new LinkedHashMap<>();
        places.put("history", GitPlaces.history());
        places.put("names and messages", GitPlaces.names());
        places.put("on request", GitPlaces.onRequest());
        return places;
    }

    @TestFactory
    Stream<DynamicTest> inItsOwnRepository() {
        return places().values().stream()
                .flatMap(List::stream)
                .map(place -> DynamicTest.dynamicTest(place.name(), () -> find(place)));
    }

    private void find(HidingPlace place) throws Exception {
        Hideout hideout = Hideout.in(Files.createTempDirectory(folder, "s"));
        ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        place.hiding().hide(hideout, key.reveal());
        ScanOutcome outcome = scan(place.reading(), hideout.repository());
        TestingFilter filter = new TestingFilter(hideout.sandbox().home().resolve("filter"));
        boolean reftable = Files.exists(hideout.repository().resolve(".git/reftable"));
        if (!reftable && place.reading() != HidingPlace.Reading.FILES) {
            filter.addAllOf(hideout.sandbox(), hideout.repository());
        }
        assertThat(filter.stopped()).as("stopped by the hook's filter").doesNotContain("000001.text");
        assertThat(own(outcome)).containsExactly(key.fingerprint());
        assertThat(outcome.skipped()).isEmpty();
        assertThat(outcome.findings().toString().contains(key.reveal()))
                .as("the finding names the plaintext")
                .isFalse();
    }

    /** One commit has all contents, a file each. */
    @TestFactory
    Stream<DynamicTest> inAFile() throws Exception {
        Hideout hideout = Hideout.in(folder);
        Map<Content, ApiKey> keys = new LinkedHashMap<>();
        TestingFilter filter = new TestingFilter(folder.resolve("filter"));
        Map<String, String> texts = new LinkedHashMap<>();
        for (Content content :
                contents().values().stream().flatMap(List::stream).toList()) {
            ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
            byte[] bytes = content.form().of(key.reveal());
            hideout.write("file" + keys.size(), bytes);
            texts.put(filter.add(bytes), content.name());
            keys.put(content, key);
        }
        hideout.commit();
        ScanOutcome outcome = scan(HidingPlace.Reading.HISTORY, hideout.repository());
        List<Fingerprint> found = own(outcome);
        List<String> stopped = filter.stopped().stream().map(texts::get).toList();
        return keys.entrySet().stream()
                .map(hidden -> DynamicTest.dynamicTest(hidden.getKey().name(), () -> {
                    assertThat(found.contains(hidden.getValue().fingerprint())).isTrue();
                    assertThat(stopped)
                            .as("stopped by the hook's filter")
                            .doesNotContain(hidden.getKey().name());
                }));
    }

    @TestFactory
    Stream<DynamicTest> notFound() throws Exception {
        Hideout hideout = Hideout.in(folder);
        Map<Content, ApiKey> keys = new LinkedHashMap<>();
        for (Content content : NotFoundPlaces.all()) {
            ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
            hideout.write("file" + keys.size(), content.form().of(key.reveal()));
            keys.put(content, key);
        }
        hideout.commit();
        List<Fingerprint> found = own(scan(HidingPlace.Reading.HISTORY, hideout.repository()));
        return keys.entrySet().stream()
                .map(hidden -> DynamicTest.dynamicTest(
                        hidden.getKey().name(),
                        () -> assertThat(found.contains(hidden.getValue().fingerprint()))
                                .as("found after all: move it to its list")
                                .isFalse()));
    }

    @Test
    void otherHashesAreRefused() throws Exception {
        Hideout hideout = Hideout.in(folder);
        hideout.sandbox().git(folder, "init", "-q", "--object-format=sha256", "other");
        assertThatThrownBy(() -> GitRepository.at(folder.resolve("other")))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("sha256");
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        Hideout hideout = Hideout.in(folder);
        hideout.commitFile("large.bin", GitPlaces.lfsPointer("ab".repeat(32), 12));
        assertThat(scan(HidingPlace.Reading.HISTORY, hideout.repository()).skipped())
                .singleElement()
                .asString()
                .contains("git LFS object ab", "git lfs fetch");
        assertThat(scan(HidingPlace.Reading.FILES, hideout.repository()).skipped())
                .singleElement()
                .asString()
                .contains("large.bin", "git lfs pull");
    }

    @Test
    void theDocumentationHasTheSameList() throws Exception {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        places().forEach((group, places) ->
                expected.put(group, places.stream().map(HidingPlace::name).toList()));
        contents()
                .forEach((group, contents) ->
                        expected.put(group, contents.stream().map(Content::name).toList()));
        expected.put(
                "**not found**",
                NotFoundPlaces.all().stream().map(Content::name).toList());
        Map<String, List<String>> written = new LinkedHashMap<>();
        for (String line : Files.readAllLines(ProjectFiles.file("docs/scanning.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 4 && expected.containsKey(cells[1].strip())) {
                written.put(cells[1].strip(), List.of(cells[2].strip().split("; ")));
            }
        }
        assertThat(written).isEqualTo(expected);
    }

    private static ScanOutcome scan(HidingPlace.Reading reading, Path repository) throws Exception {
        Scan scan = new Scan(Rules.builtIn(), new Identities(new byte[16]), Acceptance.none());
        try (Source source = source(reading, repository)) {
            scan.read(source);
        }
        return scan.outcome();
    }

    private static Source source(HidingPlace.Reading reading, Path repository) throws Exception {
        return switch (reading) {
            case HISTORY -> new HistorySource(GitRepository.at(repository), new HistorySource.Extent(null, false));
            case ALL_OBJECTS -> new HistorySource(GitRepository.at(repository), new HistorySource.Extent(null, true));
            case STAGED -> new StagedSource(GitRepository.at(repository));
            case FILES -> new DirectorySource(List.of(repository));
        };
    }

    private static List<Fingerprint> own(ScanOutcome outcome) {
        return outcome.findings().stream()
                .filter(finding -> finding.rule().own())
                .map(Finding::fingerprint)
                .distinct()
                .toList();
    }
}
