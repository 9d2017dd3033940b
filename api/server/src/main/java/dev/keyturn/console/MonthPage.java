package dev.keyturn.console;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.issuing.KeyReader;
import dev.keyturn.mirror.Rotations;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is due when, as a month, and the keys that are older than they should become. */
@Controller
final class MonthPage {
    private static final int MOST = 2_000;
    private static final int OLDEST = 50;

    private final Rotations rotations;
    private final KeyReader keys;
    private final Words words;
    private final Times times;

    MonthPage(Rotations rotations, KeyReader keys, Words words, Times times) {
        this.rotations = rotations;
        this.keys = keys;
        this.words = words;
        this.times = times;
    }

    @GetMapping("/rotations/calendar")
    ModelAndView calendar(
            PersonCaller caller,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam(required = false) @Nullable Integer day) {
        caller.require(Scope.ROTATIONS_READ);
        YearMonth shown = month(month);
        Month grid = Month.of(shown, times.now(), entries(caller, shown));
        return Page.of(caller, "calendar")
                .addObject("month", grid)
                .addObject("day", day == null ? null : grid.day(day))
                .addObject("old", keys.inUse(caller, Instant.EPOCH, times.now().minus(Words.ROTATION_AGE), OLDEST));
    }

    private YearMonth month(@Nullable String text) {
        YearMonth now = YearMonth.from(times.now().atOffset(ZoneOffset.UTC));
        try {
            YearMonth asked = text == null ? now : YearMonth.parse(text);
            return Math.abs(asked.getYear() - now.getYear()) > 10 ? now : asked;
        } catch (DateTimeException e) {
            return now;
        }
    }

    /** Rotations that are known, and for managed keys without one the day on which they come of age. */
    private List<Month.Entry> entries(PersonCaller caller, YearMonth month) {
        Instant from = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant until = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        List<Rotation> due = rotations.due(caller.tenantId(), from, until, MOST);
        Stream<KeyView> expected =
                keys.inUse(caller, from.minus(Words.ROTATION_AGE), until.minus(Words.ROTATION_AGE), MOST).stream()
                        .filter(KeyView::managed)
                        .filter(key -> due.stream()
                                .noneMatch(rotation -> rotation.keyId().equals(key.id())));
        List<Month.Entry> entries =
                new ArrayList<>(due.stream().map(this::known).toList());
        entries.addAll(expected.map(this::expected).toList());
        return entries;
    }

    private Month.Entry known(Rotation rotation) {
        Words.Tag tag = words.rotation(rotation);
        boolean late =
                rotation.state() == RotationState.PLANNED && rotation.dueAt().isBefore(times.now());
        return new Month.Entry(
                rotation.dueAt(),
                rotation.keyName(),
                rotation.environment(),
                late ? new Words.Tag("Overdue", "tag-bad") : tag,
                "/rotations/" + rotation.id());
    }

    private Month.Entry expected(KeyView key) {
        Instant at = key.createdAt().plus(Words.ROTATION_AGE);
        boolean late = at.isBefore(times.now());
        return new Month.Entry(
                at,
                key.name(),
                key.environment(),
                late ? new Words.Tag("Overdue", "tag-bad") : new Words.Tag("Expected", "tag-off"),
                Page.HOME + "/" + key.id());
    }
}
