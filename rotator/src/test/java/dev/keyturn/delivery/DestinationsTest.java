package dev.keyturn.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.delivery.Destinations.Destination;
import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.file.FileStore;
import dev.keyturn.rotation.TestingStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in memory and a folder of files keep together what one store keeps. */
class DestinationsTest extends StoreContract {
    private static final Trouble DOWN = Trouble.of(Trouble.Kind.UNAVAILABLE, "it is away", "wait");

    private final TestingStore memory = new TestingStore();
    private final TestingStore other = new TestingStore();

    @TempDir
    private Path folder;

    @Override
    protected Store store() {
        return new Destinations(List.of(
                new Destination("memory", memory), new Destination("files", new FileStore(folder.resolve("keys")))));
    }

    @Test
    void eachHasItsOwnVersion() {
        Version version = written(delivery(Version.NONE));
        assertThat(version.value()).matches("memory=1,files=1-[0-9a-f]{16}");
        assertThat(store().parts(place, version).get(0).version()).isEqualTo(new Version("1"));
    }

    @Test
    void whatTheFirstServesGoesToTheOtherWhenItIsBack() {
        Store two = two();
        Version before = written(two, delivery(Version.NONE));
        Delivery next = delivery(before);
        other.setTrouble(DOWN);
        Writing.Partly partly = (Writing.Partly) two.write(next);
        assertThat(partly.delivered()).isEqualTo(new Version("a=2"));
        assertThat(((Trouble) partly.rest()).what()).isEqualTo("b: it is away");
        assertThat(((Trouble) two.read(place)).what()).isEqualTo("b: it is away");
        other.setTrouble(null);
        Reading.Partly reading = (Reading.Partly) two.read(place);
        assertThat(reading.words()).contains("a holds version 2", "b holds version 1");
        assertThat(two.write(next)).isEqualTo(new Writing.Written(new Version("a=2,b=2")));
        assertThat(two.read(place)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void nothingBeginsWhereOneIsNotReady() {
        other.setTrouble(DOWN);
        assertThat(two().check(place)).isInstanceOf(Trouble.class);
        memory.setTrouble(DOWN);
        assertThat(((Trouble) two().write(delivery(Version.NONE))).what()).isEqualTo("a: it is away");
    }

    @Test
    void whoWasOvertakenInTheFirstStoreWritesToNoOther() {
        Delivery winner = delivery(Version.NONE);
        Delivery loser =
                new Delivery(place, Version.NONE, delivery(Version.NONE).key(), winner.keyId());
        memory.write(winner);
        Writing.Conflict conflict = (Writing.Conflict) two().write(loser);
        assertThat(((Reading.Partly) conflict.current()).held().get(0).keyId()).isEqualTo(winner.keyId());
        assertThat(other.versions(place)).isZero();
    }

    @Test
    void whatSomebodyElsePutIntoTheSecondIsDrift() {
        Version before = written(two(), delivery(Version.NONE));
        other.overwrite(place);
        Writing.Partly partly = (Writing.Partly) two().write(delivery(before));
        Reading current = ((Writing.Conflict) partly.rest()).current();
        assertThat(current).isInstanceOf(Reading.Foreign.class);
        assertThat(current.version()).isEqualTo(new Version("a=2,b=2"));
    }

    @Test
    void oneMemoryIsEnoughForTheWayBack() {
        Delivery first = delivery(Version.NONE);
        Version before = written(first);
        written(delivery(before));
        Held held = ((Reading.Found) store().read(place, before)).held();
        assertThat(held.keyId()).isEqualTo(first.keyId());
        assertThat(held.version()).isEqualTo(before);
    }

    @Test
    void whatWasRecordedForOneStoreIsTheFirstsAmongSeveral() {
        Version alone = written(memory, delivery(Version.NONE));
        Ready ready = (Ready) two().check(place);
        assertThat(ready.current()).isEqualTo(new Version("a=1,b=none"));
        assertThat(two().isSame(alone, ready.current())).isTrue();
        Version both = written(two(), delivery(alone));
        assertThat(both).isEqualTo(new Version("a=2,b=1"));
        Store one = new Destinations(List.of(new Destination("a", memory)));
        assertThat(one.isSame(both, ((Ready) one.check(place)).current())).isTrue();
        assertThat(written(one, delivery(both))).isEqualTo(new Version("3"));
    }

    @Test
    void namesAreRecordedSoTheyAreSimpleAndDifferent() {
        assertThatThrownBy(() -> new Destination("a=b", memory)).isInstanceOf(IllegalArgumentException.class);
        Destination one = new Destination("a", memory);
        assertThatThrownBy(() -> new Destinations(List.of(one, one))).isInstanceOf(IllegalArgumentException.class);
    }

    private Store two() {
        return new Destinations(List.of(new Destination("a", memory), new Destination("b", other)));
    }

    private static Version written(Store store, Delivery delivery) {
        return ((Writing.Written) store.write(delivery)).version();
    }
}
