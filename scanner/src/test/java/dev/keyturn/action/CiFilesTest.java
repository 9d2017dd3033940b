package dev.keyturn.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class CiFilesTest {
    private static <T> T read(String path) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ProjectFiles.file(path)));
    }

    /** What stands between braces is pasted into a script before a shell sees it: a branch's name could be a command. */
    @Test
    void noExpressionIsPastedIntoAScript() throws IOException {
        Map<String, Map<String, List<Map<String, Object>>>> action = read("scanner/action/action.yml");
        List<Map<String, Object>> steps = action.get("runs").get("steps");
        assertThat(steps).filteredOn(step -> step.containsKey("run")).hasSize(2).allSatisfy(step -> {
            assertThat((String) step.get("run")).doesNotContain("${{");
            assertThat(step.get("shell")).isEqualTo("sh");
        });
    }

    @Test
    void everyInputOfTheActionReachesAStep() throws IOException {
        Map<String, Map<String, Object>> action = read("scanner/action/action.yml");
        String text = Files.readString(ProjectFiles.file("scanner/action/action.yml"));
        assertThat(action.get("inputs").keySet())
                .hasSizeGreaterThan(10)
                .allSatisfy(input -> assertThat(text).contains("inputs." + input + " "));
    }

    @Test
    void everyVariableOfTheActionIsReadByItsScripts() throws IOException {
        String scripts = Files.readString(ProjectFiles.file("scanner/action/scan.sh"))
                + Files.readString(ProjectFiles.file("scanner/action/verdict.sh"))
                + "KEYTURN_API_URL KEYTURN_API_KEY";
        Map<String, Map<String, List<Map<String, Map<String, Object>>>>> action = read("scanner/action/action.yml");
        for (Map<String, Map<String, Object>> step : action.get("runs").get("steps")) {
            assertThat(step.getOrDefault("env", Map.of()).keySet())
                    .allSatisfy(variable -> assertThat(scripts).contains(variable));
        }
    }

    @Test
    void theFrameworksHooksPassNoFileNamesAndAlwaysRun() throws IOException {
        List<Map<String, Object>> hooks = read(".pre-commit-hooks.yaml");
        assertThat(hooks).extracting(hook -> hook.get("id")).containsExactly("keyturn", "keyturn-push");
        assertThat(hooks).allSatisfy(hook -> {
            assertThat(hook).containsEntry("pass_filenames", false).containsEntry("always_run", true);
            assertThat((String) hook.get("entry")).startsWith("keyturn hook run ");
        });
    }

    @Test
    void gitlabFindsTheReport() throws IOException {
        Map<String, Map<String, Map<String, Object>>> template = read("scanner/gitlab/keyturn.gitlab-ci.yml");
        Map<String, Map<String, Object>> job = template.get("keyturn");
        assertThat(job.get("artifacts").get("reports"))
                .isEqualTo(Map.of("secret_detection", "gl-secret-detection-report.json"));
        assertThat(job.get("variables")).containsEntry("GIT_DEPTH", "0").containsEntry("KEYTURN_SCAN_FORMAT", "gitlab");
        assertThat(job.get("variables").get("KEYTURN_SCAN_OUTPUT") + ".json")
                .isEqualTo("gl-secret-detection-report.json");
    }
}
