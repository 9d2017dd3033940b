package dev.keyturn.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;

class LeakOracleTest {
    private static final String PROPERTY = "keyturn.leaky";

    @Test
    void aTestThatLeaksFails() {
        System.setProperty(PROPERTY, "true");
        try {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(Leaky.class))
                    .execute()
                    .testEvents()
                    .assertThatEvents()
                    .haveExactly(2, finishedWithFailure(message(text -> text.startsWith("plaintext leaked"))));
        } finally {
            System.clearProperty(PROPERTY);
            LeakOracle.forget("a place");
        }
    }

    /** Leaks on purpose, and only when the test above runs it. */
    @ExtendWith(LeakOracle.class)
    @RevealsPlaintext("leaks on purpose")
    static class Leaky {
        private final ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());

        @Test
        void byFailure() {
            if (Boolean.getBoolean(PROPERTY)) {
                throw new IllegalStateException("could not use " + key.reveal());
            }
        }

        @Test
        void byPlace() {
            if (Boolean.getBoolean(PROPERTY)) {
                LeakOracle.watch("a place", () -> java.util.stream.Stream.of("x" + key.reveal() + "y"));
            }
        }
    }
}
