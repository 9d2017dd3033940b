package dev.keyturn.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which requests and answers are told apart in time: what is sent now may be answered later. */
public final class TestingConnection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    private TestingConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    public static TestingConnection to(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            return new TestingConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends {@code HEAD /v1/verify}. */
    public void send(String authorization) {
        sendText("HEAD /v1/verify HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization + "\r\n\r\n");
    }

    /** Sends a request as it is written, whether it is one or not. */
    public void sendText(String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the next answer. */
    public int status() {
        try {
            String first = answers.readLine();
            if (first == null) {
                throw new IllegalStateException("the connection was closed");
            }
            String line = first;
            while (line != null && !line.isEmpty()) {
                line = answers.readLine();
            }
            return Integer.parseInt(first.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends, and waits for the answer. */
    public int verify(String authorization) {
        send(authorization);
        return status();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
