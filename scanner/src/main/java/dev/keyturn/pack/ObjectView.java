package dev.keyturn.pack;

import java.util.HexFormat;

/** An object under a visitor's eyes; valid during the visit only. */
public final class ObjectView {
    private final StoredObjects objects;
    private final Stretches whole = new Stretches();
    private int number;
    private Kind kind = Kind.BLOB;
    private byte[] bytes = {};
    private int length;
    private Stretches stretches = whole;
    private final Stretches mine = new Stretches();
    private Stretches open = mine;

    ObjectView(StoredObjects objects) {
        this.objects = objects;
    }

    /** An object to be looked at whole. */
    ObjectView showWhole(int object, Kind itsKind, byte[] content, int count) {
        whole.cover(0, count);
        return show(object, itsKind, content, count).searching(whole).opening(mine);
    }

    ObjectView show(int object, Kind itsKind, byte[] content, int count) {
        number = object;
        kind = itsKind;
        bytes = content;
        length = count;
        return this;
    }

    ObjectView searching(Stretches parts) {
        stretches = parts;
        return this;
    }

    /** What is left open is noted there, and not in the view's own list, which the next object has again. */
    ObjectView opening(Stretches parts) {
        parts.clear();
        open = parts;
        return this;
    }

    /** Its number in {@link StoredObjects}. */
    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    /** Valid up to {@link #length}; not to be changed or kept. */
    public byte[] bytes() {
        return bytes;
    }

    /** Count of bytes. */
    public int length() {
        return length;
    }

    /** What of it is new against an object that was visited before, or was left open there. */
    public Stretches stretches() {
        return stretches;
    }

    /** Takes what is to be looked at again in objects that have it from this one. */
    public Stretches open() {
        return open;
    }

    /** Leaves all of it open. */
    public void openAll() {
        open.cover(0, length);
    }

    /** Copies its id, 20 bytes. */
    public void copyId(byte[] target) {
        objects.copyId(number, target);
    }

    /** Its id in hexadecimal. */
    public String name() {
        byte[] id = new byte[IdTable.ID];
        copyId(id);
        return HexFormat.of().formatHex(id);
    }
}
