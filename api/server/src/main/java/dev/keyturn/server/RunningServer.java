package dev.keyturn.server;

import dev.keyturn.database.Database;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.StartException;
import dev.keyturn.secret.Secrets;
import dev.keyturn.tenant.Setup;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One replica of the api, from its start to its stop. */
final class RunningServer implements AutoCloseable {
    private final InetAddress bind;
    private final Foundation foundation;
    private final ConfigurableApplicationContext context;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningServer(InetAddress bind, Foundation foundation, ConfigurableApplicationContext context) {
        this.bind = bind;
        this.foundation = foundation;
        this.context = context;
    }

    /**
     * Starts a replica and returns once it answers.
     *
     * @throws StartException if it cannot start; nothing is left running then
     */
    static RunningServer start(ServerSettings settings) {
        refuseTakenPort(settings);
        Foundation foundation = Foundation.lay(settings);
        try {
            ConfigurableApplicationContext context = run(settings, foundation);
            return new RunningServer(settings.bind(), foundation, context);
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext run(ServerSettings settings, Foundation foundation) {
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "server.port",
                settings.port(),
                "server.address",
                settings.bind().getHostAddress()));
        application.addInitializers(context -> {
            GenericApplicationContext registry = (GenericApplicationContext) context;
            registry.registerBean(
                    Database.class, foundation::database, definition -> definition.setDestroyMethodName(""));
            registry.registerBean(Secrets.class, foundation::secrets);
            registry.registerBean(EpochMark.class, foundation::mark);
            Setup.Owner owner = settings.owner();
            if (owner != null) {
                registry.registerBean(Setup.Owner.class, () -> owner);
            }
        });
        try {
            return application.run();
        } catch (ProblemException e) {
            throw new StartException(
                    "The first tenant's owner cannot be created: " + e.detail(),
                    "Correct KEYTURN_ADMIN_EMAIL and KEYTURN_ADMIN_PASSWORD.");
        } catch (RuntimeException e) {
            throw explained(e, settings);
        }
    }

    /** Before a database is started for nothing. */
    private static void refuseTakenPort(ServerSettings settings) {
        try (ServerSocket socket = new ServerSocket(settings.port(), 1, settings.bind())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw cannotListen(settings, e);
        }
    }

    private static RuntimeException explained(RuntimeException failure, ServerSettings settings) {
        if (Cause.of(failure, PortInUseException.class).isPresent()) {
            return taken(settings);
        }
        return Cause.root(failure) instanceof BindException refused ? cannotListen(settings, refused) : failure;
    }

    private static StartException cannotListen(ServerSettings settings, IOException failure) {
        boolean taken = String.valueOf(failure.getMessage()).contains("in use");
        return taken
                ? taken(settings)
                : new StartException(
                        settings.bind().getHostAddress() + ", port " + settings.port() + ", cannot be listened on: "
                                + failure.getMessage() + ".",
                        "Give an address of this machine with --bind, and a port that its user may take with --port.");
    }

    private static StartException taken(ServerSettings settings) {
        return new StartException(
                "Port " + settings.port() + " of " + settings.bind().getHostAddress() + " is taken.",
                "Stop what listens there, or choose another with --port.");
    }

    int port() {
        WebServer web = ((WebServerApplicationContext) context).getWebServer();
        return web == null ? 0 : web.getPort();
    }

    /** Where a person creates the owner; empty unless there is nobody yet. */
    @RevealsPlaintext("printed for the operator, once")
    Optional<String> setupLink() {
        return context.getBean(Setup.class).openLink().map(token -> url() + "/setup?token=" + token.reveal());
    }

    String url() {
        String host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    void awaitStop() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "keyturn-stop"));
        stopped.await();
    }

    @Override
    public void close() {
        context.close();
        foundation.close();
        stopped.countDown();
    }
}
