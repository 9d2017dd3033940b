package dev.keyturn.submit;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import java.util.Map;
import java.util.Optional;

/** The scans that the api was asked for, as a worker takes and ends them. */
public final class ScanQueue {
    private final KeyturnClient client;

    /** @throws Complaint if the environment does not say where the api is, and who we are to it */
    public ScanQueue(Map<String, String> environment) throws Complaint {
        client = ApiAccess.of(environment).client();
    }

    /**
     * Takes the oldest scan that nobody works on, if there is one.
     *
     * @throws dev.keyturn.client.ApiException if the api refuses
     */
    public Optional<ScanJob> lease() {
        return client.leaseScan();
    }

    /** Says that a scan came to its end. */
    public void done(ScanJob job, int findings) {
        client.endScan(job.id(), new ScanEnd(job.attempt(), findings, null));
    }

    /** Says why a scan cannot be made. */
    public void failed(ScanJob job, String why) {
        client.endScan(job.id(), new ScanEnd(job.attempt(), null, why));
    }
}
