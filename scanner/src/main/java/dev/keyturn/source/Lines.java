package dev.keyturn.source;

/** Counts line ends as git does; a text without a single line feed has carriage returns for line ends. */
public final class Lines {
    private Lines() {}

    /** Line ends in {@code bytes[from, to)}. */
    public static long count(byte[] bytes, int from, int to) {
        long feeds = count(bytes, from, to, '\n');
        return feeds > 0 ? feeds : count(bytes, from, to, '\r');
    }

    /** How often one kind of line end stands in {@code bytes[from, to)}. */
    public static long count(byte[] bytes, int from, int to, char end) {
        long count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == end) {
                count++;
            }
        }
        return count;
    }
}
