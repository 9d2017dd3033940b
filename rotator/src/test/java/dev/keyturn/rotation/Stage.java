package dev.keyturn.rotation;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Where puppets play: whoever has the turn meets a point at each thing that a worker does to the world. */
final class Stage implements TestingApi.Traffic {
    private volatile @Nullable Puppet playing;

    /** Lets one go on to its next point; true if it is not over then. */
    boolean goOn(Puppet puppet) {
        playing = puppet;
        try {
            return puppet.goOn();
        } finally {
            playing = null;
        }
    }

    void kill(Puppet puppet) {
        playing = puppet;
        puppet.kill();
        playing = null;
    }

    /** Whoever is no puppet passes. */
    private void point() {
        Puppet puppet = playing;
        if (puppet != null) {
            puppet.point();
        }
    }

    @Override
    public void arrived(String request) {
        point();
    }

    @Override
    public void answered(String request) {
        point();
    }

    DataSource database(DataSource real) {
        return new DelegatingDataSource(real) {
            @Override
            public Connection getConnection() throws SQLException {
                point();
                return super.getConnection();
            }
        };
    }

    Store store(Store real) {
        return new Store() {
            private <T> T between(Supplier<T> call) {
                point();
                T answer = call.get();
                point();
                return answer;
            }

            @Override
            public Readiness check(Place place) {
                return between(() -> real.check(place));
            }

            @Override
            public Reading read(Place place) {
                return between(() -> real.read(place));
            }

            @Override
            public Reading read(Place place, Version version) {
                return real.read(place, version);
            }

            @Override
            public Writing write(Delivery delivery) {
                return between(() -> real.write(delivery));
            }

            @Override
            public Optional<Trouble> annotate(Place place, Notes notes) {
                return real.annotate(place, notes);
            }

            @Override
            public String address(Place place) {
                return real.address(place);
            }
        };
    }
}
