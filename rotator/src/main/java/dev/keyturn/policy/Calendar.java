package dev.keyturn.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When scheduled rotations may begin.
 *
 * @param windows only in one of these; at any time if there is none
 * @param freezes in none of these
 */
public record Calendar(List<Window> windows, List<Freeze> freezes) {
    /** At any time. */
    public static final Calendar ALWAYS = new Calendar(List.of(), List.of());

    private static final int TRIES = 1_000;

    public Calendar {
        windows = List.copyOf(windows);
        freezes = List.copyOf(freezes);
    }

    /** Why nothing may begin at a time, in words; nothing if it may. */
    public Optional<String> closed(Instant instant) {
        Optional<String> frozen = freezes.stream()
                .filter(freeze -> freeze.contains(instant))
                .map(freeze -> "frozen until " + freeze.to() + ": " + freeze.reason())
                .findFirst();
        boolean open = windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(instant));
        return frozen.isPresent() || open ? frozen : Optional.of("outside the maintenance windows");
    }

    /**
     * The first moment from a given one on at which a rotation may begin.
     *
     * @return the given moment if freezes leave no window within years: it is overdue then, which is seen
     */
    public Instant nextOpen(Instant instant) {
        Instant at = instant;
        for (int i = 0; i < TRIES; i++) {
            if (closed(at).isEmpty()) {
                return at;
            }
            at = afterFreeze(at);
            at = inWindow(at);
        }
        return instant;
    }

    private Instant afterFreeze(Instant at) {
        return freezes.stream()
                .filter(freeze -> freeze.contains(at))
                .map(Freeze::end)
                .max(Comparator.naturalOrder())
                .orElse(at);
    }

    private Instant inWindow(Instant at) {
        return windows.stream()
                .map(window -> window.nextOpen(at))
                .min(Comparator.naturalOrder())
                .orElse(at);
    }
}
