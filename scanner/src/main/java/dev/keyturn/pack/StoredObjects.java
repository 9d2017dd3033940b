package dev.keyturn.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every object of some directories: pack by pack in the order of their entries, then the loose ones. Each has a number,
 * from 0 on; an object that is stored more than once is looked up as the first. Used by any thread.
 */
public final class StoredObjects implements AutoCloseable {
    private final List<Pack> packs = new ArrayList<>();
    private final Consumer<Gap> gaps;
    private LooseObjects loose = LooseObjects.none();
    private final BitSet repeated = new BitSet();
    private int[] starts = {0};

    private StoredObjects(Consumer<Gap> gaps) {
        this.gaps = gaps;
    }

    /**
     * Lists what there is.
     *
     * @param directories such as {@code .git/objects}, alternates among them
     * @param gaps is told of packs and indexes that cannot be read
     */
    public static StoredObjects in(List<Path> directories, Consumer<Gap> gaps) {
        return of(StoreListing.of(directories), gaps);
    }

    /** The objects of a listing, or of what one has over another. */
    public static StoredObjects of(StoreListing listing, Consumer<Gap> gaps) {
        StoredObjects objects = new StoredObjects(gaps);
        listing.indexes().forEach(objects::add);
        objects.loose = listing.loose();
        objects.number();
        return objects;
    }

    private void add(Path index) {
        try {
            packs.add(Pack.open(index));
        } catch (IOException | RuntimeException e) {
            gaps.accept(new Gap(
                    String.valueOf(index.getFileName()),
                    "damaged pack or pack index: its objects were not read (git index-pack rebuilds an index)"));
        }
    }

    private void number() {
        packs.sort(Comparator.comparingInt(Pack::count).reversed());
        starts = new int[packs.size() + 1];
        for (int pack = 0; pack < packs.size(); pack++) {
            starts[pack + 1] = Math.addExact(starts[pack], packs.get(pack).count());
        }
        byte[] id = new byte[IdTable.ID];
        for (int object = starts[Math.min(1, packs.size())]; object < count(); object++) {
            copyId(object, id);
            if (find(id, 0) != object) {
                repeated.set(object);
            }
        }
    }

    /** Whether a look-up of its id finds this object, and not the same one stored elsewhere. */
    boolean isFirst(int object) {
        return !repeated.get(object);
    }

    /** How many there are, those that are stored twice counted twice. */
    public int count() {
        return starts[packs.size()] + loose.count();
    }

    /** The number of the object whose id stands in {@code bytes} from an offset on, or -1. */
    public int find(byte[] bytes, int offset) {
        for (int pack = 0; pack < packs.size(); pack++) {
            int position = packs.get(pack).find(bytes, offset);
            if (position >= 0) {
                return starts[pack] + position;
            }
        }
        int number = loose.find(bytes, offset);
        return number < 0 ? -1 : starts[packs.size()] + number;
    }

    /** Copies the id of an object, 20 bytes. */
    public void copyId(int object, byte[] target) {
        int pack = packOf(object);
        if (pack < packs.size()) {
            packs.get(pack).copyId(object - starts[pack], target);
        } else {
            loose.copyId(object - starts[pack], target);
        }
    }

    private int packOf(int object) {
        int found = Arrays.binarySearch(starts, object);
        int pack = found >= 0 ? found : -found - 2;
        while (pack < packs.size() && starts[pack + 1] == object) {
            pack++;
        }
        return pack;
    }

    List<Pack> packs() {
        return packs;
    }

    LooseObjects loose() {
        return loose;
    }

    /** The number of the first object of a pack, or of the loose ones after the last. */
    int start(int pack) {
        return starts[pack];
    }

    @Override
    public void close() {
        for (Pack pack : packs) {
            try {
                pack.close();
            } catch (IOException e) {
                gaps.accept(new Gap("pack", "cannot be closed"));
            }
        }
    }
}
