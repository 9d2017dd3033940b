package dev.keyturn.sweep;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** What Quartz runs: the chore that the job is named after. */
@DisallowConcurrentExecution
public final class ChoreJob implements Job {
    private final Chores chores;

    public ChoreJob(Chores chores) {
        this.chores = chores;
    }

    @Override
    public void execute(JobExecutionContext context) {
        chores.run(context.getJobDetail().getKey().getName());
    }
}
