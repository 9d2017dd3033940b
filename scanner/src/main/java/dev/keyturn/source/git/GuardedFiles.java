package dev.keyturn.source.git;

import java.io.File;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;

/**
 * What JGit sees of a git directory: neither pipes nor devices, nor the configuration, which may include any file of the
 * machine and hold values that JGit refuses to go on with.
 */
final class GuardedFiles extends FS_POSIX {
    private static final File NOWHERE = new File("/dev/null/nothing");

    private final boolean configuration;

    /** @param configuration whether the configuration is to be seen after all */
    GuardedFiles(boolean configuration) {
        this.configuration = configuration;
    }

    private GuardedFiles(GuardedFiles other) {
        super(other);
        this.configuration = other.configuration;
    }

    @Override
    public FS newInstance() {
        return new GuardedFiles(this);
    }

    @Override
    public File resolve(File directory, String name) {
        File file = super.resolve(directory, name);
        boolean hidden = name.equals("config") && !configuration;
        return hidden || SmallFile.isTrap(file.toPath()) ? NOWHERE : file;
    }
}
