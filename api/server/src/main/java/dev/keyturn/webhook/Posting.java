package dev.keyturn.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over HTTP/1.1 to an address that was judged before: a client that resolves the name itself might connect to
 * another. The certificate is still the name's. Redirects are not followed, and of the answer only the status is read.
 */
final class Posting {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_STATUS_LINE = 1_000;

    /** A receiver that sends a byte now and then meets any time-out of a read, and would hold up all others. */
    private static final ScheduledExecutorService LATE = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "keyturn-webhook-late");
        thread.setDaemon(true);
        return thread;
    });

    private Posting() {}

    /**
     * Sends a body.
     *
     * @param patience how long all of it may take
     * @return the status
     * @throws IOException if there is no answer of HTTP in time
     */
    static int post(URI url, InetAddress address, Map<String, String> headers, byte[] body, Duration patience)
            throws IOException {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() < 0 ? secure ? 443 : 80 : url.getPort();
        ScheduledFuture<?> end = null;
        try (Socket plain = new Socket()) {
            end = LATE.schedule(() -> close(plain), patience.toMillis(), TimeUnit.MILLISECONDS);
            plain.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            Socket socket = secure ? secured(plain, url.getHost(), port) : plain;
            OutputStream out = socket.getOutputStream();
            out.write(head(url, headers, body.length).getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return status(socket);
        } finally {
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    /** Whatever waits for the receiver fails. */
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }

    private static SSLSocket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(URI url, Map<String, String> headers, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ").append(path);
        if (url.getRawQuery() != null) {
            head.append('?').append(url.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: ")
                .append(length)
                .append("\r\nConnection: close\r\n\r\n")
                .toString();
    }

    private static int status(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), LONGEST_STATUS_LINE);
        char[] line = new char[12];
        int read = 0;
        while (read < line.length) {
            int more = in.read(line, read, line.length - read);
            if (more < 0) {
                throw new IOException("the connection was closed without an answer");
            }
            read += more;
        }
        String start = new String(line);
        if (!start.matches("HTTP/1\\.[01] \\d{3}")) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(start.substring(9));
    }
}
