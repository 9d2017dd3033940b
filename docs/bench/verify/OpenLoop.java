import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends requests at a fixed rate, whether earlier ones were answered or not, and measures from the moment at which each
 * was due: a server that stalls is charged with everybody who had to wait.
 *
 * <pre>OpenLoop PORT PATH KEYS-FILE RATE SECONDS CONNECTIONS</pre>
 *
 * Prints: sent, answered 200, p50, p99 and longest in microseconds. The first second counts for nothing.
 */
final class OpenLoop {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private final List<ByteBuffer> requests = new ArrayList<>();
    private final long[] latencies;
    private int answered;
    private int accepted;
    private int next;

    private OpenLoop(int most) throws IOException {
        latencies = new long[most];
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(8192);
        private long dueNanos;

        Connection(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(long at) throws IOException {
            dueNanos = at;
            ByteBuffer request = requests.get(next++ % requests.size()).duplicate();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** Answers have no body: they end with their head. */
        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the server has closed a connection");
            }
            int end = answer.position() - END.length;
            if (end < 0 || !Arrays.equals(answer.array(), end, end + END.length, END, 0, END.length)) {
                return false;
            }
            if (answered < latencies.length) {
                latencies[answered] = System.nanoTime() - dueNanos;
            }
            answered++;
            accepted += answer.get(9) == '2' ? 1 : 0;
            answer.clear();
            return true;
        }
    }

    public static void main(String[] arguments) throws IOException {
        int rate = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        OpenLoop loop = new OpenLoop(rate * seconds);
        for (String key : Files.readAllLines(Path.of(arguments[2]))) {
            loop.requests.add(ByteBuffer.wrap(("GET " + arguments[1] + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: ApiKey "
                            + key + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
        for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
            loop.idle.add(loop.new Connection(Integer.parseInt(arguments[0])));
        }
        loop.run(rate, seconds);
        loop.report(rate);
    }

    private void run(int rate, int seconds) throws IOException {
        long begin = System.nanoTime();
        long total = (long) rate * seconds;
        long sent = 0;
        while (answered < total) {
            long now = System.nanoTime();
            while (sent < total && begin + sent * 1_000_000_000L / rate <= now) {
                due.add(begin + sent++ * 1_000_000_000L / rate);
            }
            while (!due.isEmpty() && !idle.isEmpty()) {
                idle.peek().send(due.poll());
                idle.poll();
            }
            selector.selectNow(key -> {
                try {
                    if (((Connection) key.attachment()).isAnswered()) {
                        idle.add((Connection) key.attachment());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (now - begin > (seconds + 20) * 1_000_000_000L) {
                throw new IOException("answers do not come");
            }
        }
    }

    private void report(int rate) {
        long[] counted = Arrays.copyOfRange(latencies, Math.min(rate, answered - 1), answered);
        Arrays.sort(counted);
        System.out.println(answered + " " + accepted + " " + counted[counted.length / 2] / 1000 + " "
                + counted[counted.length * 99 / 100] / 1000 + " " + counted[counted.length - 1] / 1000);
    }
}
