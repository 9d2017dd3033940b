package dev.keyturn.pack;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Objects in files of their own (gitrepository-layout, "objects/[0-9a-f][0-9a-f]"). */
final class LooseObjects {
    private static final int HEX = 2 * IdTable.ID;

    private final IdTable ids;
    private final List<Path> files;

    private LooseObjects(IdTable ids, List<Path> files) {
        this.ids = ids;
        this.files = files;
    }

    static LooseObjects none() {
        return new LooseObjects(new IdTable(new byte[0]), List.of());
    }

    static LooseObjects in(List<Path> directories) {
        SortedMap<String, Path> byId = new TreeMap<>();
        for (Path directory : directories) {
            for (Path fan : Listing.of(directory, "[0-9a-f][0-9a-f]")) {
                for (Path file : Listing.files(fan, "*")) {
                    String id = fan.getFileName() + file.getFileName().toString();
                    if (id.length() == HEX && id.chars().allMatch(digit -> "0123456789abcdef".indexOf(digit) >= 0)) {
                        byId.putIfAbsent(id, file);
                    }
                }
            }
        }
        return of(byId);
    }

    private static LooseObjects of(SortedMap<String, Path> byId) {
        ByteArrayOutputStream ids = new ByteArrayOutputStream(byId.size() * IdTable.ID);
        byId.keySet().forEach(id -> ids.writeBytes(HexFormat.of().parseHex(id)));
        return new LooseObjects(new IdTable(ids.toByteArray()), new ArrayList<>(byId.values()));
    }

    /** All but those whose ids are in a sorted list. */
    LooseObjects without(byte[] known) {
        IdTable table = new IdTable(known);
        SortedMap<String, Path> rest = new TreeMap<>();
        byte[] id = new byte[IdTable.ID];
        for (int number = 0; number < count(); number++) {
            copyId(number, id);
            if (table.find(id, 0) < 0) {
                rest.put(HexFormat.of().formatHex(id), file(number));
            }
        }
        return of(rest);
    }

    /** Whether all ids of a list are here. */
    boolean covers(byte[] known) {
        for (int at = 0; at < known.length; at += IdTable.ID) {
            if (find(known, at) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The ids, in order. */
    byte[] ids() {
        return ids.bytes();
    }

    int count() {
        return files.size();
    }

    int find(byte[] bytes, int offset) {
        return ids.find(bytes, offset);
    }

    void copyId(int number, byte[] target) {
        ids.copy(number, target);
    }

    Path file(int number) {
        return files.get(number);
    }
}
