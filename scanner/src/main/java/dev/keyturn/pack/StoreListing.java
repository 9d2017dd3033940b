package dev.keyturn.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What files an object store consists of: the indexes of its packs, and its loose objects. Nothing of them is read. */
public final class StoreListing {
    private final List<Path> indexes;
    private final LooseObjects loose;

    private StoreListing(List<Path> indexes, LooseObjects loose) {
        this.indexes = indexes;
        this.loose = loose;
    }

    /** Lists directories such as {@code .git/objects}, alternates among them. */
    public static StoreListing of(List<Path> directories) {
        List<Path> indexes = new ArrayList<>();
        directories.forEach(directory -> indexes.addAll(Listing.of(directory.resolve("pack"), "*.idx")));
        return new StoreListing(indexes, LooseObjects.in(directories));
    }

    /** The names of the packs, which name their contents, and so never change them. */
    public Set<String> packs() {
        return indexes.stream().map(StoreListing::name).collect(Collectors.toSet());
    }

    /** The ids of the loose objects, in order, 20 bytes each. */
    public byte[] looseIds() {
        return loose.ids();
    }

    /** What this has over an earlier listing. */
    public StoreListing without(Set<String> packs, byte[] looseIds) {
        return new StoreListing(
                indexes.stream().filter(index -> !packs.contains(name(index))).toList(), loose.without(looseIds));
    }

    /** Whether this has everything that an earlier listing had. */
    public boolean covers(Set<String> packs, byte[] looseIds) {
        return packs().containsAll(packs) && loose.covers(looseIds);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return indexes.isEmpty() && loose.count() == 0;
    }

    /** The packs of some directories, such as {@code .git/objects}, that have no index, or one that is damaged. */
    public static List<Path> packsWithoutIndex(List<Path> directories) {
        List<Path> packs = new ArrayList<>();
        directories.forEach(directory -> packs.addAll(Listing.files(directory.resolve("pack"), "*.pack")));
        packs.removeIf(StoreListing::hasIndex);
        return packs;
    }

    private static boolean hasIndex(Path pack) {
        String file = name(pack);
        Path index = pack.resolveSibling(file.substring(0, file.length() - "pack".length()) + "idx");
        try {
            return Files.isRegularFile(index) && IndexFile.open(index).fits(Files.size(pack));
        } catch (IOException e) {
            return false;
        }
    }

    List<Path> indexes() {
        return indexes;
    }

    LooseObjects loose() {
        return loose;
    }

    private static String name(Path index) {
        return String.valueOf(index.getFileName());
    }
}
