package dev.keyturn.testing;

import dev.keyturn.key.ApiKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Fails a test that let plaintext out. After each test it looks through everything printed meanwhile (logs included),
 * the message of a failure, and every place that a fixture asked to have watched (database, report files) for keys of
 * our format, which their checksum makes certain, and for other secrets that the test declared.
 *
 * <p>It is registered for every test of every module by its service file; nothing needs to be annotated.
 */
public final class LeakOracle
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
    private static final Recorder RECORDER = new Recorder();
    private static final Set<String> DECLARED = ConcurrentHashMap.newKeySet();
    private static final List<Watched> WATCHED = new CopyOnWriteArrayList<>();

    /** A place that must never hold plaintext. */
    @FunctionalInterface
    public interface Source {
        /** Everything that the place holds now, as text. */
        Stream<String> read() throws IOException;
    }

    private record Watched(String name, Source source) {
        void lookThrough(Map<String, String> leaks) throws IOException {
            try (Stream<String> texts = source.read()) {
                texts.forEach(text -> find(text, name, leaks));
            }
        }
    }

    /** Has a place looked through after every test from now on, until {@link #forget}. */
    public static void watch(String name, Source source) {
        forget(name);
        WATCHED.add(new Watched(name, source));
    }

    /** Has every file below a directory looked through after every test from now on. */
    public static void watchDirectory(Path directory) {
        watch(directory.toString(), () -> {
            if (!Files.isDirectory(directory)) {
                return Stream.empty();
            }
            List<String> contents = new ArrayList<>();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
            return contents.stream();
        });
    }

    /** Ends a watch. */
    public static void forget(String name) {
        WATCHED.removeIf(watched -> watched.name().equals(name));
    }

    /**
     * Ends a watch after a last look.
     *
     * @throws AssertionError if plaintext is there
     */
    public static void end(String name) {
        Map<String, String> leaks = new LinkedHashMap<>();
        for (Watched watched : WATCHED) {
            if (watched.name().equals(name)) {
                try {
                    watched.lookThrough(leaks);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        forget(name);
        fail(leaks);
    }

    /** Declares a generated secret of another kind (a password, a token), which must not be seen anywhere either. */
    public static String declare(String secret) {
        DECLARED.add(secret);
        return secret;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        RECORDER.install();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RECORDER.install();
        RECORDER.take();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Map<String, String> leaks = new LinkedHashMap<>();
        find(RECORDER.take(), "the output", leaks);
        for (Watched watched : WATCHED) {
            watched.lookThrough(leaks);
        }
        fail(leaks);
    }

    private static void fail(Map<String, String> leaks) {
        if (!leaks.isEmpty()) {
            throw new AssertionError("plaintext leaked: " + leaks);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        Map<String, String> leaks = new LinkedHashMap<>();
        find(trace.toString(), "the failure of this test", leaks);
        if (!leaks.isEmpty()) {
            throw new AssertionError("plaintext leaked, and the failure that held it is withheld: " + leaks);
        }
        throw failure;
    }

    private static void find(String text, String where, Map<String, String> leaks) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(ApiKey.PREFIX); at >= 0; at = text.indexOf(ApiKey.PREFIX, at + 1)) {
            int length = ApiKey.lengthAt(bytes, at, bytes.length);
            if (length > 0) {
                leaks.put(ApiKey.parse(text.substring(at, at + length)).hint(), where);
            }
        }
        for (String secret : DECLARED) {
            if (text.contains(secret)) {
                leaks.put("a declared secret of " + secret.length() + " characters", where);
            }
        }
    }

    /** Copies standard output and error, and keeps passing them on. */
    private static final class Recorder {
        private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        private PrintStream out = System.out;
        private PrintStream err = System.err;

        synchronized void install() {
            if (!(System.out instanceof Tee)) {
                out = System.out;
                System.setOut(new Tee(out, recorded));
            }
            if (!(System.err instanceof Tee)) {
                err = System.err;
                System.setErr(new Tee(err, recorded));
            }
        }

        synchronized String take() {
            System.out.flush();
            System.err.flush();
            synchronized (recorded) {
                String text = recorded.toString(StandardCharsets.UTF_8);
                recorded.reset();
                return text;
            }
        }
    }

    private static final class Tee extends PrintStream {
        Tee(PrintStream first, ByteArrayOutputStream second) {
            super(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            first.write(b);
                            synchronized (second) {
                                second.write(b);
                            }
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            first.write(bytes, offset, length);
                            synchronized (second) {
                                second.write(bytes, offset, length);
                            }
                        }

                        @Override
                        public void flush() {
                            first.flush();
                        }
                    },
                    true,
                    StandardCharsets.UTF_8);
        }
    }
}
