package dev.keyturn.delivery.vault;

import static dev.keyturn.delivery.vault.FaultyWire.answer;
import static dev.keyturn.delivery.vault.FaultyWire.answerAfterItArrived;
import static dev.keyturn.delivery.vault.FaultyWire.cutAfterItArrived;
import static dev.keyturn.delivery.vault.FaultyWire.cutBeforeItArrives;
import static dev.keyturn.delivery.vault.FaultyWire.echo;
import static dev.keyturn.delivery.vault.FaultyWire.neverAnswer;
import static dev.keyturn.delivery.vault.FaultyWire.stopInTheMiddle;
import static dev.keyturn.delivery.vault.FaultyWire.truncate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.delivery.Writing.Ambiguous;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.delivery.vault.FaultyWire.Fault;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The store over a wire that fails: whatever happens, a delivery becomes one version and no answer lies. */
class FaultsTest {
    private static final EnvironmentTag ENVIRONMENT = new EnvironmentTag("flt");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String WRITE = "POST secret/data/";
    private static final String READ = "GET secret/data/";
    private static final Writing FIRST = new Written(new Version("1"));

    private static TestingOpenBao bao;
    private static SignIn role;

    private final Place place = new Place(ENVIRONMENT, "service-" + COUNT.incrementAndGet());
    private final Delivery delivery = delivery(place);
    private FaultyWire wire;
    private VaultStore store;

    @BeforeAll
    static void start() {
        bao = TestingOpenBao.shared();
        role = bao.rotatorRole(new VaultPolicy("secret", "keyturn", ENVIRONMENT))
                .signIn();
    }

    @BeforeEach
    void connect() throws IOException {
        wire = new FaultyWire(bao.address());
        store = store(Duration.ofSeconds(1));
    }

    private VaultStore store(Duration patience) {
        VaultServer server = VaultServer.at(wire.address()).waiting(patience);
        VaultStore waiting = new VaultStore(VaultSettings.of(server, role), InstantSource.system());
        assertThat(waiting.keepOpen()).isEmpty();
        return waiting;
    }

    /** Where a fault is that no answer comes, a shorter patience with it is as good as a longer one. */
    private void waitNotLong() {
        store.close();
        store = store(Duration.ofMillis(200));
    }

    @AfterEach
    void disconnect() throws IOException {
        store.close();
        wire.close();
    }

    static Stream<Arguments> faultsAfterArrival() {
        return Stream.of(
                Arguments.of("cut", cutAfterItArrived()),
                Arguments.of("truncated", truncate()),
                Arguments.of("502", answerAfterItArrived(502, "<html>bad gateway</html>")),
                Arguments.of("503 of a proxy", answerAfterItArrived(503, "no server available")),
                Arguments.of("500", answerAfterItArrived(500, "{\"errors\":[\"context canceled\"]}")),
                Arguments.of("200 of somebody else", answerAfterItArrived(200, "<html>sign in</html>")),
                Arguments.of("200 without a version", answerAfterItArrived(200, "{\"data\":{}}")),
                Arguments.of("no answer", neverAnswer()),
                Arguments.of("half an answer", stopInTheMiddle()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsAfterArrival")
    void aWriteThatArrivedIsRecognisedByReading(String name, Fault fault) {
        if (name.endsWith(" answer")) {
            waitNotLong();
        }
        wire.next(WRITE, fault);
        assertThat(store.write(delivery)).isEqualTo(FIRST);
        assertThat(wire.seen(WRITE)).isEqualTo(1);
        assertThat(versions(place)).isEqualTo(1);
    }

    @Test
    void aWriteThatArrivedAndCannotBeReadIsAmbiguousUntilTriedAgain() {
        wire.next(WRITE, cutAfterItArrived());
        wire.next(READ, answer(502, "", "{}"));
        assertThat(store.write(delivery)).isInstanceOf(Ambiguous.class);
        assertThat(store.write(delivery)).isEqualTo(FIRST);
        assertThat(versions(place)).isEqualTo(1);
    }

    @Test
    void aConflictThatCannotBeLookedAtIsAmbiguousToo() {
        wire.next(WRITE, cutAfterItArrived());
        wire.next(READ, answer(502, "", "{}"), answer(502, "", "{}"));
        store.write(delivery);
        assertThat(store.write(delivery)).isInstanceOf(Ambiguous.class);
    }

    static Stream<Arguments> faultsBeforeArrival() {
        return Stream.of(
                Arguments.of("cut", cutBeforeItArrives()),
                Arguments.of("500", answer(500, "", "{\"errors\":[\"context deadline exceeded\"]}")),
                Arguments.of("502", answer(502, "", "<html>bad gateway</html>")),
                Arguments.of("503 of a proxy", answer(503, "", "no server available")),
                Arguments.of("200 of somebody else", answer(200, "", "<html>sign in</html>")),
                Arguments.of("an echo", echo(502)),
                Arguments.of("a friendly echo", echo(200)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsBeforeArrival")
    void aWriteThatDidNotArriveIsAmbiguousBecauseItStillMay(String name, Fault fault) {
        wire.next(WRITE, fault);
        Writing outcome = store.write(delivery);
        assertThat(outcome).isInstanceOf(Ambiguous.class);
        assertThat(outcome.toString()).contains("not there yet");
        assertThat(wire.seen(WRITE)).isEqualTo(1);
        assertThat(versions(place)).isZero();
        assertThat(store.write(delivery)).isEqualTo(FIRST);
        assertThat(versions(place)).isEqualTo(1);
    }

    static Stream<Arguments> clearRefusals() {
        return Stream.of(
                Arguments.of("403", answer(403, "", "{\"errors\":[\"permission denied\"]}"), Kind.DENIED),
                Arguments.of("404", answer(404, "", "{\"errors\":[]}"), Kind.UNSUITABLE),
                Arguments.of("413", answer(413, "", "too big"), Kind.UNSUITABLE),
                Arguments.of("412", answer(412, "", "{\"errors\":[\"not there yet\"]}"), Kind.UNAVAILABLE),
                Arguments.of("307", answer(307, "Location: http://127.0.0.1:1/\r\n", ""), Kind.UNAVAILABLE),
                Arguments.of("429", answer(429, "", "{\"errors\":[\"quota\"]}"), Kind.RATE_LIMITED),
                Arguments.of("sealed", answer(503, "", "{\"errors\":[\"Vault is sealed\"]}"), Kind.LOCKED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clearRefusals")
    void aClearRefusalSaysThatNothingChanged(String name, Fault fault, Kind kind) {
        wire.next(WRITE, fault);
        assertThat(((Trouble) store.write(delivery)).kind()).isEqualTo(kind);
        assertThat(versions(place)).isZero();
        assertThat(store.write(delivery)).isEqualTo(FIRST);
    }

    @Test
    void aWishForAPauseIsPassedOn() {
        wire.next(WRITE, answer(429, "Retry-After: 7\r\n", "{}"));
        wire.next(READ, answer(429, "Retry-After: soon\r\n", "{}"));
        assertThat(((Trouble) store.write(delivery)).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(((Trouble) store.read(place)).retryAfter()).isEmpty();
    }

    @Test
    void aRateLimitedReadIsNoEmptySecret() {
        waitNotLong();
        store.write(delivery);
        wire.next(
                READ, answer(429, "", "{}"), answer(502, "", ""), cutBeforeItArrives(), truncate(), stopInTheMiddle());
        assertThat(((Trouble) store.read(place)).kind()).isEqualTo(Kind.RATE_LIMITED);
        for (int i = 0; i < 3; i++) {
            assertThat(((Trouble) store.read(place)).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(store.read(place)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void aRequestThatArrivesAfterEverybodyGaveUpMakesNoSecondVersion() throws Exception {
        waitNotLong();
        CountDownLatch now = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        wire.next(WRITE, FaultyWire.arriveLate(now, arrived));
        assertThat(store.write(delivery)).isInstanceOf(Ambiguous.class);
        now.countDown();
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(store.write(delivery)).isEqualTo(FIRST);

        Delivery second = new Delivery(place, new Version("1"), key(), delivery.keyId());
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch arrivedLater = new CountDownLatch(1);
        wire.next(WRITE, FaultyWire.arriveLate(later, arrivedLater));
        assertThat(store.write(second)).isInstanceOf(Ambiguous.class);
        assertThat(store.write(second)).isEqualTo(new Written(new Version("2")));
        later.countDown();
        assertThat(arrivedLater.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(versions(place)).isEqualTo(2);
    }

    @Test
    void anEarlierMintOfTheSameRotationIsSeenAsSuch() throws Exception {
        waitNotLong();
        CountDownLatch now = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        wire.next(WRITE, FaultyWire.arriveLate(now, arrived));
        store.write(delivery);
        now.countDown();
        arrived.await(10, TimeUnit.SECONDS);
        Delivery minted = new Delivery(place, Version.NONE, key(), delivery.keyId());
        Writing.Conflict conflict = (Writing.Conflict) store.write(minted);
        Reading.Found found = (Reading.Found) conflict.current();
        assertThat(found.held().keyId()).isEqualTo(minted.keyId());
        assertThat(found.held().key().fingerprint()).isEqualTo(delivery.key().fingerprint());
    }

    @Test
    void aServerThatIsNotThereCertainlyTookNothing() {
        VaultServer nowhere = VaultServer.at(URI.create("http://127.0.0.1:1")).waiting(Duration.ofSeconds(1));
        try (VaultStore lost = new VaultStore(VaultSettings.of(nowhere, role), InstantSource.system())) {
            Trouble trouble = (Trouble) lost.write(delivery);
            assertThat(trouble.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(trouble.what()).contains("http://127.0.0.1:1", "refused");
        }
    }

    @Test
    void anInterruptEndsTheWaitAtOnceAndStays() throws Exception {
        VaultServer patient = VaultServer.at(wire.address()).waiting(Duration.ofMinutes(1));
        try (VaultStore waiting = new VaultStore(VaultSettings.of(patient, role), InstantSource.system())) {
            wire.next(WRITE, neverAnswer());
            AtomicReference<Writing> outcome = new AtomicReference<>();
            AtomicBoolean still = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                outcome.set(waiting.write(delivery));
                still.set(Thread.currentThread().isInterrupted());
            });
            writer.start();
            TestingOpenBao.await(() -> versions(place) == 1);
            writer.interrupt();
            writer.join(20_000);
            assertThat(outcome.get()).isInstanceOf(Ambiguous.class);
            assertThat(still.get()).isTrue();
            assertThat(waiting.write(delivery)).isEqualTo(FIRST);
        }
    }

    @Test
    void throughRandomFaultsEachDeliveryBecomesOneVersion() {
        List<Fault> faults = List.of(
                cutBeforeItArrives(),
                cutAfterItArrived(),
                truncate(),
                answer(429, "", "{}"),
                answer(502, "", ""),
                answerAfterItArrived(502, ""),
                answerAfterItArrived(500, ""),
                answer(503, "", "{\"errors\":[\"Vault is sealed\"]}"));
        Random random = new Random(20_261_124);
        Version expected = Version.NONE;
        for (int round = 1; round <= 30; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                wire.next(random.nextInt(3) == 0 ? READ : WRITE, faults.get(random.nextInt(faults.size())));
            }
            expected = delivered(new Delivery(place, expected, key(), "key-" + round));
            assertThat(expected).isEqualTo(new Version(Integer.toString(round)));
        }
    }

    private Version delivered(Delivery next) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Writing outcome = store.write(next);
            assertThat(outcome).isNotInstanceOf(Writing.Conflict.class);
            if (outcome instanceof Written written) {
                return written.version();
            }
        }
        throw new AssertionError("not delivered in 20 attempts");
    }

    @Test
    void ofManyWhoWriteAtOnceOneWins() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(12);
        try {
            List<Future<Writing>> outcomes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Delivery mine = new Delivery(place, Version.NONE, key(), "key-" + i);
                outcomes.add(many.submit(() -> store.write(mine)));
            }
            int written = 0;
            for (Future<Writing> outcome : outcomes) {
                Writing one = outcome.get(30, TimeUnit.SECONDS);
                assertThat(one).isInstanceOfAny(Written.class, Writing.Conflict.class);
                written += one instanceof Written ? 1 : 0;
            }
            assertThat(written).isEqualTo(1);
            assertThat(versions(place)).isEqualTo(1);
            assertThat(wire.seen("POST auth/approle/login")).isEqualTo(1);
        } finally {
            many.shutdownNow();
        }
    }

    private static Delivery delivery(Place place) {
        return new Delivery(place, Version.NONE, key(), "key-" + place.slug());
    }

    private static ApiKey key() {
        return ApiKey.generate(ENVIRONMENT, new SecureRandom());
    }

    private static int versions(Place place) {
        return bao.metadata("secret", "keyturn/" + place).at("/current_version").asInt(0);
    }
}
