package dev.keyturn.source.git;

import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.jspecify.annotations.Nullable;

/** Every object of a repository and its alternates by id: pack by pack in the order of offsets, then loose ones. */
final class ObjectStore {
    private static final int LOOSE = Integer.MAX_VALUE;
    private static final Comparator<StoredObject> PACK_ORDER =
            Comparator.comparingInt(StoredObject::pack).thenComparingLong(StoredObject::offset);

    private final ObjectIdOwnerMap<StoredObject> byId = new ObjectIdOwnerMap<>();
    private final List<StoredObject> inOrder = new ArrayList<>();
    private final Set<Path> directories = new LinkedHashSet<>();
    private final Consumer<Skipped> gaps;
    private int packs;

    private ObjectStore(Consumer<Skipped> gaps) {
        this.gaps = gaps;
    }

    static ObjectStore empty() {
        return new ObjectStore(gap -> {});
    }

    /** Lists the objects; an index that cannot be read is skipped with its pack. */
    static ObjectStore list(GitRepository repository, Sink sink) {
        ObjectStore store = new ObjectStore(sink::skip);
        store.addDirectory(repository.common().resolve("objects"));
        String quarantine = System.getenv("GIT_OBJECT_DIRECTORY");
        if (quarantine != null) {
            store.addDirectory(Path.of(quarantine));
        }
        store.inOrder.sort(PACK_ORDER);
        return store;
    }

    /** Whether objects are borrowed from other repositories. */
    boolean borrows() {
        return directories.size() > 1;
    }

    boolean has(AnyObjectId id) {
        return byId.contains(id);
    }

    @Nullable
    StoredObject get(AnyObjectId id) {
        return byId.get(id);
    }

    List<StoredObject> objects() {
        return inOrder;
    }

    /** Those of the ids that are stored, in the order in which they are read best. */
    List<StoredObject> inOrder(Iterable<? extends ObjectId> ids) {
        List<StoredObject> stored = new ArrayList<>();
        for (ObjectId id : ids) {
            StoredObject object = byId.get(id);
            if (object != null) {
                stored.add(object);
            }
        }
        stored.sort(PACK_ORDER);
        return stored;
    }

    private void addDirectory(Path objects) {
        Path directory = objects.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory) || !directories.add(directory)) {
            return;
        }
        for (Path index : files(directory.resolve("pack"), "*.idx")) {
            addPack(index);
        }
        for (Path fan : files(directory, "[0-9a-f][0-9a-f]")) {
            for (Path loose : files(fan, "*")) {
                addLoose(fan.getFileName() + loose.getFileName().toString());
            }
        }
        addAlternates(directory);
    }

    private void addAlternates(Path directory) {
        Path alternates = directory.resolve("info").resolve("alternates");
        if (Files.exists(alternates)) {
            try {
                Files.readString(alternates, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> addAlternate(directory, line));
            } catch (IOException e) {
                gaps.accept(new Skipped(
                        alternates.toString(), "not readable: objects borrowed from elsewhere are missing"));
            }
        }
    }

    private void addAlternate(Path directory, String line) {
        try {
            Path alternate = directory.resolve(line).normalize();
            if (Files.isDirectory(alternate)) {
                addDirectory(alternate);
                return;
            }
        } catch (InvalidPathException e) {
            // Named below like one that is not there.
        }
        gaps.accept(new Skipped("alternate " + line, "not there: objects borrowed from it are missing"));
    }

    private void addPack(Path index) {
        int pack = packs++;
        try {
            for (PackIndex.MutableEntry entry : PackIndex.open(index.toFile())) {
                add(new StoredObject(entry.toObjectId(), pack, entry.getOffset()));
            }
        } catch (IOException | RuntimeException e) {
            gaps.accept(new Skipped(
                    String.valueOf(index.getFileName()),
                    "damaged pack index: its objects were not read (git index-pack rebuilds it)"));
        }
    }

    private void addLoose(String name) {
        if (ObjectId.isId(name)) {
            add(new StoredObject(ObjectId.fromString(name), LOOSE, inOrder.size()));
        }
    }

    private void add(StoredObject object) {
        if (!byId.contains(object)) {
            byId.add(object);
            inOrder.add(object);
        }
    }

    private static List<Path> files(Path directory, String pattern) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (var stream = Files.newDirectoryStream(directory, pattern)) {
                stream.forEach(files::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
