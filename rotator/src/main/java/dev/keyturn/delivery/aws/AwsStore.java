package dev.keyturn.delivery.aws;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import dev.keyturn.delivery.aws.SecretsManager.About;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * AWS Secrets Manager as a store: the secret {@code <prefix>/<environment>/<slug>} holds a JSON object of {@code api_key}
 * and {@code key_id}. A version is put beside the current one under AWSPENDING; then AWSCURRENT is moved to it, which
 * names the version that it is taken from and is refused if that is not the current one: this is the conditional write. A
 * version's id follows from what is written, so that an attempt that is repeated makes no second one.
 */
public final class AwsStore implements Store {
    private final AwsSettings settings;
    private final SecretsManager manager;

    /** Prepares a store; asks AWS nothing yet. */
    public AwsStore(AwsSettings settings) {
        this.settings = settings;
        this.manager = new SecretsManager(settings);
    }

    @Override
    public Readiness check(Place place) {
        try {
            About about = manager.about(name(place));
            return about.deleted() ? deleted(place) : new Readiness.Ready(about.current());
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    @Override
    public Reading read(Place place) {
        try {
            return manager.served(name(place));
        } catch (ResourceNotFoundException e) {
            return new Reading.Absent();
        } catch (InvalidRequestException e) {
            return deleted(place, e);
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    /** A secret that waits for its deletion is read by nobody. */
    private Reading deleted(Place place, SdkException refused) {
        try {
            About about = manager.about(name(place));
            return about.deleted() ? new Reading.Deleted(about.current()) : trouble(refused);
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    private Trouble deleted(Place place) {
        return Trouble.of(
                Trouble.Kind.UNSUITABLE,
                address(place) + " waits for its deletion",
                "restore it (`aws secretsmanager restore-secret --secret-id " + name(place)
                        + "`), or wait until it is gone");
    }

    /** AWS forgets a version that has no label after a day or more; the one before the current has AWSPREVIOUS. */
    @Override
    public Reading read(Place place, Version version) {
        try {
            return manager.version(name(place), version);
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            return new Reading.Absent();
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    @Override
    public Writing write(Delivery delivery) {
        String name = name(delivery.place());
        try {
            About about = manager.about(name);
            if (about.deleted()) {
                return deleted(delivery.place());
            }
            return about.current().equals(delivery.expected()) ? put(name, about, delivery) : conflict(delivery);
        } catch (SdkException e) {
            return trouble(e);
        }
    }

    private Writing put(String name, About about, Delivery delivery) {
        String token = SecretText.token(delivery);
        try {
            if (!about.exists()) {
                manager.create(name, token, SecretText.of(delivery));
            } else if (delivery.expected().equals(Version.NONE)) {
                manager.fill(name, token, SecretText.of(delivery));
            } else {
                manager.stage(name, token, SecretText.of(delivery));
                manager.promote(name, token, delivery.expected());
            }
            return new Writing.Written(new Version(token));
        } catch (ResourceExistsException | InvalidParameterException e) {
            return conflict(delivery);
        } catch (SdkException e) {
            return Mishap.isClear(e) ? trouble(e) : resolved(delivery, e);
        }
    }

    private Writing conflict(Delivery delivery) {
        Reading now = read(delivery.place());
        if (now instanceof Trouble trouble) {
            return new Writing.Ambiguous("the version had moved on, and reading it failed: " + trouble.what());
        }
        return landed(delivery, now).orElseGet(() -> new Writing.Conflict(now));
    }

    /** Nobody knows whether the request is over: what is not there yet may still come. */
    private Writing resolved(Delivery delivery, SdkException failure) {
        String why = trouble(failure).what();
        Reading now = Thread.currentThread().isInterrupted() ? trouble(failure) : read(delivery.place());
        if (now instanceof Trouble) {
            return new Writing.Ambiguous(why + ", and it could not be read back");
        }
        return landed(delivery, now)
                .orElseGet(() -> now.version().equals(delivery.expected())
                        ? new Writing.Ambiguous(why + ", and the key was not there yet when read back")
                        : new Writing.Conflict(now));
    }

    private static Optional<Writing> landed(Delivery delivery, Reading now) {
        return now instanceof Reading.Found found
                        && found.held().key().equals(delivery.key())
                        && found.held().keyId().equals(delivery.keyId())
                ? Optional.of(new Writing.Written(found.held().version()))
                : Optional.empty();
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        try {
            manager.tag(name(place), notes);
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(trouble(e));
        }
    }

    @Override
    public String address(Place place) {
        return name(place) + " in " + settings.region();
    }

    @Override
    public void close() {
        manager.close();
    }

    private String name(Place place) {
        return settings.prefix() + "/" + place;
    }

    private Trouble trouble(SdkException e) {
        return Mishap.of(e, settings.region());
    }
}
