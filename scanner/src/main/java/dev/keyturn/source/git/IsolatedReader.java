package dev.keyturn.source.git;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may know of the machine: the environment, and nothing else. The system's and the person's configuration are
 * empty, so no {@code git} is forked to find them; the file system's clock counts as measured, so no probes are written
 * into the scanned repository.
 */
final class IsolatedReader extends SystemReader {
    /** Objects from this size on are read as a stream. */
    static final int LARGE = 32 << 20;

    private static final int DELTA_BASES = 48 << 20;
    private static final long FILE_CLOCK_NANOS = 10_000_000;

    private final SystemReader real = SystemReader.getInstance();

    private IsolatedReader() {
        setPlatformChecker();
    }

    /** Puts it in place, once. */
    static synchronized void install() {
        if (SystemReader.getInstance() instanceof IsolatedReader) {
            return;
        }
        SystemReader.setInstance(new IsolatedReader());
        WindowCacheConfig windows = new WindowCacheConfig();
        windows.setPackedGitLimit(128 << 20);
        windows.setPackedGitWindowSize(1 << 20);
        windows.setDeltaBaseCacheLimit(DELTA_BASES);
        windows.setStreamFileThreshold(LARGE);
        windows.setExposeStatsViaJmx(false);
        windows.install();
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String name) {
        return System.getenv(name);
    }

    @Override
    public @Nullable String getProperty(String name) {
        return System.getProperty(name);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
        return new EmptyConfig(parent, files);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
        return new EmptyConfig(parent, files);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
        return new EmptyConfig(parent, files);
    }

    @Override
    public long getCurrentTime() {
        return real.getCurrentTime();
    }

    @Override
    @Deprecated
    public int getTimezone(long when) {
        return 0;
    }

    /** Indexes over several packs and graphs of commits may be stale or made up: only the packs themselves count. */
    private static final class EmptyConfig extends FileBasedConfig {
        EmptyConfig(@Nullable Config parent, FS files) {
            super(parent, new File("none"), files);
            setBoolean("core", null, "multipackindex", false);
            setBoolean("core", null, "commitgraph", false);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long standard, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(FILE_CLOCK_NANOS, TimeUnit.NANOSECONDS)
                    : super.getTimeUnit(section, subsection, name, standard, unit);
        }
    }
}
