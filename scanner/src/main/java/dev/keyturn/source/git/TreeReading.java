package dev.keyturn.source.git;

import dev.keyturn.pack.ObjectView;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Sink;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;

/** Reads trees for one thread: hands over their names, and notes what they lead to and what they name in vain. */
final class TreeReading {
    private final ObjectStore store;
    private final Memory memory;
    private final TreeNames names;
    private final Links.Writer links;

    TreeReading(ObjectStore store, Memory memory, Sink sink, Links.Writer links) {
        this.store = store;
        this.memory = memory;
        this.names = new TreeNames(sink);
        this.links = links;
    }

    /**
     * Reads a tree under a sweep: the names that it has over its base, and all of its links.
     *
     * @param leading the files in which something was seen
     * @param missing takes what the tree names and nobody has
     */
    Look read(ObjectView tree, IdSet leading, Map<ObjectId, String> missing) {
        RawTree entries = new RawTree(tree.bytes(), tree.length());
        Look look = read(entries, tree.stretches(), tree::name, new Entries(tree.bytes(), leading, missing));
        links.keep(tree.number(), look == Look.SIGHTED);
        return look;
    }

    /** The same for a tree that was read by itself. */
    Look read(ObjectId id, byte[] raw, IdSet leading, Map<ObjectId, String> missing) {
        Entries each = new Entries(raw, leading, missing);
        Look look = read(new RawTree(raw), Stretches.whole(raw.length), id::name, each);
        links.keep(store.number(id), look == Look.SIGHTED);
        return look;
    }

    private Look read(RawTree entries, Stretches stretches, Supplier<String> name, Entries each) {
        names.begin();
        int count = 0;
        int stretch = 0;
        while (entries.next()) {
            count++;
            while (stretch < stretches.count() && stretches.to(stretch) < entries.start()) {
                stretch++;
            }
            boolean added = stretch < stretches.count() && stretches.from(stretch) <= entries.end();
            if (added) {
                names.add(entries, count, name);
            }
            each.link(entries, added);
        }
        return names.end(name);
    }

    /** What is done with the entries of one tree. */
    private final class Entries {
        private final byte[] raw;
        private final IdSet leading;
        private final Map<ObjectId, String> missing;

        Entries(byte[] raw, IdSet leading, Map<ObjectId, String> missing) {
            this.raw = raw;
            this.leading = leading;
            this.missing = missing;
        }

        /** @param added whether the entry is new against the tree's base: else somebody has asked for what it names */
        void link(RawTree entry, boolean added) {
            int id = entry.idOffset();
            int number = added || entry.isTree() ? store.objects().find(raw, id) : 0;
            if (number < 0) {
                elsewhere(entry, id);
            } else if (entry.isTree()) {
                links.tree(number, entry.nameHash());
            } else if (!leading.isEmpty() && leading.has(IdSet.start(raw, id))) {
                links.seen(entry.nameHash(), IdSet.start(raw, id));
            }
        }

        private void elsewhere(RawTree entry, int id) {
            if (entry.isTree()) {
                long signature = memory.signature(raw, id);
                if (signature != 0) {
                    links.seen(entry.nameHash(), signature);
                }
            } else if (!leading.isEmpty() && leading.has(IdSet.start(raw, id))) {
                links.seen(entry.nameHash(), IdSet.start(raw, id));
            }
            if (!entry.isSubmodule()) {
                missing.putIfAbsent(entry.id(), entry.name());
            }
        }
    }
}
