package dev.keyturn.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: {@code 2027-03-01}, {@code 2027-03-01T12:00:00Z}, or {@code +90d} from now. */
final class Moment implements ITypeConverter<Instant> {
    private static final Pattern AHEAD = Pattern.compile("\\+?(\\d{1,5})d");

    @Override
    public Instant convert(String text) {
        Matcher ahead = AHEAD.matcher(text);
        if (ahead.matches()) {
            return Instant.now().plus(Duration.ofDays(Long.parseLong(ahead.group(1))));
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: write 2027-03-01, 2027-03-01T12:00:00Z or +90d");
        }
    }
}
