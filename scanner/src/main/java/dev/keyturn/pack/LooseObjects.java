package dev.keyturn.pack;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
        Map<String, Path> byId = new TreeMap<>();
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
        ByteArrayOutputStream ids = new ByteArrayOutputStream(byId.size() * IdTable.ID);
        byId.keySet().forEach(id -> ids.writeBytes(HexFormat.of().parseHex(id)));
        return new LooseObjects(new IdTable(ids.toByteArray()), new ArrayList<>(byId.values()));
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
