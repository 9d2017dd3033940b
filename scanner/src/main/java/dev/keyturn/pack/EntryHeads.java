package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the heads of all entries of a pack in one go from its beginning to its end. */
final class EntryHeads {
    private static final int BLOCK = 1 << 20;

    private final Pack pack;
    private final EntryHead head = new EntryHead();
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private long blockStart;

    EntryHeads(Pack pack) {
        this.pack = pack;
        block.limit(0);
    }

    void read() throws IOException {
        for (int position = 0; position < pack.count(); position++) {
            try {
                moveTo(pack.offset(position), (int) Math.min(EntryHead.LONGEST, pack.length(position)));
                head.read(block);
                pack.head(position, head.kind, base(position));
            } catch (DamagedObjectException e) {
                pack.head(position, 0, Pack.ELSEWHERE);
            }
        }
    }

    private void moveTo(long offset, int length) throws IOException {
        if (length <= 0) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        if (offset < blockStart || offset + length > blockStart + block.limit()) {
            block.clear();
            Pack.read(pack.channel(), block, offset);
            block.flip();
            blockStart = offset;
        }
        block.position((int) Math.min(block.limit(), offset - blockStart));
    }

    private int base(int position) {
        return switch (head.kind) {
            case Kind.OFFSET_DELTA -> found(pack.at(pack.offset(position) - head.distance));
            case Kind.REFERENCE_DELTA -> found(pack.find(head.baseId, 0));
            default -> Kind.numbered(head.kind) == null ? Pack.ELSEWHERE : Pack.WHOLE;
        };
    }

    private static int found(int base) {
        return base < 0 ? Pack.ELSEWHERE : base;
    }
}
