package dev.keyturn.problem;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %safeTrace} of the log's pattern: the stack trace with whatever might be a key blotted out. */
public final class RedactedTrace extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Redaction.of(super.convert(event));
    }
}
