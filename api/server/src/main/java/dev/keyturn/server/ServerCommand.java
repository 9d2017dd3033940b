package dev.keyturn.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyturn server}: runs the api and its web page until it is stopped. */
@Command(name = "keyturn server", sortOptions = false, description = "Runs the api and its web page.")
final class ServerCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on (${DEFAULT-VALUE}); 0 takes a free one.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "keyturn-data",
            description = "Where secrets and the embedded database are kept (${DEFAULT-VALUE}).")
    private Path data = Path.of("keyturn-data");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:KEYTURN_DATABASE_URL}",
            description =
                    "A PostgreSQL to use instead of the embedded one: jdbc:postgresql://…, or @FILE that holds it. KEYTURN_DATABASE_URL does the same.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            defaultValue = "${env:KEYTURN_SECRETS}",
            description =
                    "The secrets file, the same for every replica (DIR/secrets.json). KEYTURN_SECRETS does the same.")
    private @Nullable Path secrets;

    @Option(
            names = "--accept-older-database",
            description = "Start although the database is behind what this server has seen of it. Read the docs first.")
    private boolean acceptOlderDatabase;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        ServerSettings settings = new ServerSettings(
                bind,
                port,
                data,
                DatabaseUrlOption.read(databaseUrl),
                secrets,
                acceptOlderDatabase,
                FirstOwner.of(System.getenv()));
        RunningServer server = RunningServer.start(settings);
        System.out.println("Keyturn is ready: " + server.url());
        server.setupLink()
                .ifPresent(link -> System.out.println("Nobody has signed up yet. Create the owner, once, at " + link));
        server.awaitStop();
        return 0;
    }
}
