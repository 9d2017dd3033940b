package dev.keyturn.delivery.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is between a store and its server: a loopback proxy that passes requests on and fails those that it was told to,
 * in the order in which it was told.
 */
final class FaultyWire implements AutoCloseable {
    private final HttpClient upstream =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket socket;
    private final URI server;

    FaultyWire(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** What happens to one request. */
    interface Fault {
        void befall(Exchange exchange) throws IOException, InterruptedException;
    }

    /** A request at the proxy. */
    interface Exchange {
        /** Passes it on and waits for the answer. */
        HttpResponse<byte[]> pass() throws IOException, InterruptedException;

        /** Answers it; keeps the connection. */
        void answer(int status, String headers, byte[] body) throws IOException;

        /** Sends bytes as they are. */
        void raw(String text) throws IOException;

        /** What the client sent. */
        byte[] body();

        /** Waits until the wire is closed, or for ever. */
        void hang() throws InterruptedException;

        /** Closes the connection. */
        void cut() throws IOException;
    }

    private record Planned(String request, Fault fault) {}

    static Fault cutBeforeItArrives() {
        return Exchange::cut;
    }

    static Fault cutAfterItArrived() {
        return exchange -> {
            exchange.pass();
            exchange.cut();
        };
    }

    static Fault truncate() {
        return exchange -> {
            byte[] whole = exchange.pass().body();
            exchange.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + whole.length
                    + "\r\n\r\n" + new String(whole, 0, whole.length / 2, StandardCharsets.UTF_8));
            exchange.cut();
        };
    }

    static Fault answer(int status, String headers, String body) {
        return exchange -> exchange.answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Fault answerAfterItArrived(int status, String body) {
        return exchange -> {
            exchange.pass();
            exchange.answer(status, "", body.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** An answer that repeats what was asked, as debugging proxies do. */
    static Fault echo(int status) {
        return exchange -> exchange.answer(status, "", exchange.body());
    }

    static Fault neverAnswer() {
        return exchange -> {
            exchange.pass();
            exchange.hang();
        };
    }

    /** The head of an answer, and then nothing. */
    static Fault stopInTheMiddle() {
        return exchange -> {
            exchange.pass();
            exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            exchange.hang();
        };
    }

    /** Holds the request back until told, long after the client gave up. */
    static Fault arriveLate(CountDownLatch now, CountDownLatch arrived) {
        return exchange -> {
            now.await(30, TimeUnit.SECONDS);
            exchange.pass();
            arrived.countDown();
            exchange.cut();
        };
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /**
     * Has the next matching requests fail, one fault each.
     *
     * @param request a method and the start of a path, for instance {@code POST secret/data/}
     */
    void next(String request, Fault... faults) {
        Arrays.stream(faults).forEach(fault -> planned.add(new Planned(request, fault)));
    }

    /** How many requests of that kind came. */
    long seen(String request) {
        return seen.stream().filter(line -> line.startsWith(request)).count();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            for (Optional<Request> next = Request.read(in); next.isPresent(); next = Request.read(in)) {
                Request request = next.get();
                seen.add(request.line());
                fault(request).befall(new Here(request, client));
            }
        } catch (IOException e) {
            // the client has gone, or was cut off
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault fault(Request request) {
        synchronized (planned) {
            Optional<Planned> next = planned.stream()
                    .filter(plan -> request.line().startsWith(plan.request()))
                    .findFirst();
            next.ifPresent(planned::remove);
            return next.map(Planned::fault).orElse(FaultyWire::passOn);
        }
    }

    private static void passOn(Exchange exchange) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = exchange.pass();
        exchange.answer(response.statusCode(), "", response.body());
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** A request as it came; of its body one character stands for one byte. */
    private record Request(String method, String path, List<String> headers, String body) {
        String line() {
            return method + " " + path.substring("/v1/".length());
        }

        static Optional<Request> read(InputStream in) throws IOException {
            List<String> head = head(in).lines().toList();
            if (head.isEmpty()) {
                return Optional.empty();
            }
            List<String> first = List.of(head.get(0).split(" ", 3));
            List<String> headers = head.subList(1, head.size());
            int length = headers.stream()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            return Optional.of(new Request(first.get(0), first.get(1), headers, body));
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                head.write(b);
                String text = head.toString(StandardCharsets.ISO_8859_1);
                if (text.endsWith("\r\n\r\n")) {
                    return text.strip();
                }
            }
            return "";
        }
    }

    private final class Here implements Exchange {
        private final Request request;
        private final Socket client;

        Here(Request request, Socket client) {
            this.request = request;
            this.client = client;
        }

        @Override
        public HttpResponse<byte[]> pass() throws IOException, InterruptedException {
            HttpRequest.Builder copy = HttpRequest.newBuilder(server.resolve(request.path()))
                    .method(request.method(), BodyPublishers.ofByteArray(body()));
            request.headers().stream()
                    .filter(line -> line.regionMatches(true, 0, "x-vault-", 0, 8))
                    .forEach(line ->
                            copy.header(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
            return upstream.send(copy.build(), BodyHandlers.ofByteArray());
        }

        @Override
        public void answer(int status, String headers, byte[] body) throws IOException {
            OutputStream out = client.getOutputStream();
            String length = status == 204 ? "" : "Content-Length: " + body.length + "\r\n";
            out.write(
                    ("HTTP/1.1 " + status + " x\r\n" + headers + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        }

        @Override
        public void raw(String text) throws IOException {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
        }

        @Override
        public byte[] body() {
            return request.body().getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void hang() throws InterruptedException {
            closed.await();
        }

        @Override
        public void cut() throws IOException {
            client.close();
        }
    }
}
