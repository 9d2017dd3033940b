package dev.keyturn.whole;

import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.vault.TestingOpenBao;
import dev.keyturn.delivery.vault.VaultPolicy;
import dev.keyturn.delivery.vault.VaultStore;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.NewKey;
import dev.keyturn.wire.SignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Everything that the loop goes through, as processes of this checkout: two replicas, a Vault, a rotator, the scanner. */
final class Loop implements AutoCloseable {
    private static final String EMAIL = "ada@example.org";
    private static final String PASSWORD = LeakOracle.declare("a long pass phrase of the loop");
    private static final List<String> ROTATOR =
            List.of("keys:read", "keys:roll", "events:read", "usage:read", "rotations:write");

    private final Path home;
    private final Installation installation;
    private final TestingOpenBao bao = TestingOpenBao.shared();
    private final Map<String, VaultStore> vaults = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    final URI one;
    final URI other;
    private final KeyturnClient person;

    Loop(Path home) throws IOException {
        this.home = home;
        this.installation =
                new Installation(home).with("KEYTURN_ADMIN_EMAIL", EMAIL).with("KEYTURN_ADMIN_PASSWORD", PASSWORD);
        Files.createDirectories(home.resolve("log"));
        LeakOracle.watchDirectory(home.resolve("log"));
        one = server("one", "--data data");
        other = server("other", "--data other --database-url @data/database-url --secrets data/secrets.json");
        SignIn signIn = new SignIn(EMAIL, Secret.of(PASSWORD));
        person = KeyturnClient.of(
                one,
                Credentials.bearer(KeyturnClient.anonymous(one).signIn(signIn).accessToken()));
    }

    private URI server(String name, String options) throws IOException {
        begin(name, "keyturn server --port 0 " + options);
        Path log = log(name);
        return await(Duration.ofSeconds(90), () -> ready(log));
    }

    private static Optional<URI> ready(Path log) {
        String sign = "Keyturn is ready: ";
        return lines(log).stream()
                .filter(line -> line.startsWith(sign))
                .map(line -> URI.create(line.substring(sign.length()).strip()))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path log(String name) {
        return home.resolve("log").resolve(name);
    }

    private void begin(String name, String command) throws IOException {
        processes.add(installation.start("sh", "-c", "exec " + command + " > log/" + name + " 2>&1"));
    }

    /** What a person does after signing in. */
    KeyturnClient person() {
        return person;
    }

    IssuedKey create(String environment, String name, boolean managed, List<String> scopes) {
        return person.createKey(new NewKey(name, environment, scopes, managed));
    }

    /** Starts a rotator for environments that Vault has roles for. */
    void startRotator(String... environments) throws IOException {
        write("rotator.key", create("dev", "Rotator", false, ROTATOR).key());
        StringBuilder yaml = new StringBuilder("""
                api:
                  url: %s
                  key-file: rotator.key
                database-url: "@data/database-url"
                environments:
                """.formatted(one));
        for (String environment : environments) {
            yaml.append(vault(environment));
        }
        Files.writeString(home.resolve("rotator.yaml"), yaml);
        begin("rotator", "keyturn rotator --config rotator.yaml");
    }

    @RevealsPlaintext("writes the file that holds the rotator's secret-id")
    private String vault(String environment) throws IOException {
        TestingOpenBao.Credentials role =
                bao.rotatorRole(new VaultPolicy("secret", "keyturn", new EnvironmentTag(environment)));
        vaults.put(
                environment,
                new VaultStore(TestingOpenBao.settings(bao.address(), role.signIn()), InstantSource.system()));
        Files.writeString(
                home.resolve(environment + ".secret-id"), role.secretId().reveal());
        return """
                  - name: %s
                    vault:
                      address: %s
                      role-id: %s
                      secret-id-file: %s.secret-id
                """.formatted(environment, bao.address(), role.roleId(), environment);
    }

    /** What Vault serves at a version or a later one, as soon as it does. */
    Held served(String environment, String slug, int version) {
        Place place = new Place(new EnvironmentTag(environment), slug);
        VaultStore vault = vaults.get(environment);
        return await(
                Duration.ofSeconds(60),
                () -> vault.read(place) instanceof Reading.Found found
                                && Integer.parseInt(found.held().version().value()) >= version
                        ? Optional.of(found.held())
                        : Optional.empty());
    }

    /** Commits a key to a new repository and takes it out again. */
    void commit(ApiKey key) throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("repository"));
        write("repository/ingestor.properties", key);
        succeed("""
                cd repository; git init -q; git add .; git commit -qm 'Configure the ingestor'
                git rm -q ingestor.properties; git commit -qm 'Remove the configuration'
                """);
    }

    /** Has the scanner look through that repository and report. */
    String scan() throws IOException, InterruptedException {
        write(
                "scanner.key",
                create("dev", "Scanner", false, List.of("leaks:write")).key());
        installation.with("KEYTURN_API_URL", one.toString());
        return succeed(
                "cd repository; KEYTURN_API_KEY=$(cat ../scanner.key) keyturn scan git . --report || [ $? = 1 ]");
    }

    /** Runs a command to its end, which must be a good one. */
    String succeed(String script) throws IOException, InterruptedException {
        Installation.Result result = installation.run(script, 90);
        if (result.exit() != 0) {
            throw new AssertionError("exit " + result.exit() + ": " + result.output());
        }
        return result.output();
    }

    @RevealsPlaintext("puts a key where a person or a program would have it")
    private void write(String file, ApiKey key) throws IOException {
        Files.writeString(home.resolve(file), key.reveal() + "\n");
    }

    /** Asks until there is an answer. */
    static <T> T await(Duration patience, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing within " + patience);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = question.get();
        }
        return answer.get();
    }

    @Override
    public void close() throws InterruptedException {
        LeakOracle.forget(home.resolve("log").toString());
        vaults.values().forEach(VaultStore::close);
        for (int last = processes.size() - 1; last >= 0; last--) {
            processes.get(last).destroy();
            if (!processes.get(last).waitFor(30, TimeUnit.SECONDS)) {
                processes.get(last).destroyForcibly();
            }
        }
    }
}
