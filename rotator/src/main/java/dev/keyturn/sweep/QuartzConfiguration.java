package dev.keyturn.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A handful of triggers in a clustered store, one for each chore. Quartz decides on which node a chore runs; that it
 * runs on one at a time is convenient and relied upon by nothing.
 */
@Configuration(proxyBeanMethods = false)
public class QuartzConfiguration {
    private static final String GROUP = "keyturn";

    /** What Spring Boot hands to Quartz. The tables are ours to make: the shipped script drops them. */
    public static Properties properties() {
        Properties properties = new Properties();
        String quartz = "spring.quartz.properties.org.quartz.";
        properties.setProperty("spring.quartz.job-store-type", "jdbc");
        properties.setProperty("spring.quartz.jdbc.initialize-schema", "never");
        properties.setProperty("spring.quartz.scheduler-name", "keyturn-rotator");
        properties.setProperty("spring.quartz.wait-for-jobs-to-complete-on-shutdown", "true");
        properties.setProperty(quartz + "scheduler.instanceId", "AUTO");
        properties.setProperty(quartz + "jobStore.isClustered", "true");
        properties.setProperty(quartz + "jobStore.useProperties", "true");
        properties.setProperty(quartz + "jobStore.tablePrefix", "qrtz_");
        properties.setProperty(quartz + "jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty(quartz + "jobStore.clusterCheckinInterval", "10000");
        properties.setProperty(
                quartz + "jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty(quartz + "threadPool.threadCount", "4");
        return properties;
    }

    /** The chores replace what an earlier version, or another period, left in the tables. */
    @Bean
    SchedulerFactoryBeanCustomizer scheduledChores(Chores chores) {
        List<JobDetail> jobs = new ArrayList<>();
        List<Trigger> triggers = new ArrayList<>();
        for (Chore chore : chores.all()) {
            jobs.add(job(chore));
            triggers.add(trigger(chore));
        }
        return factory -> {
            factory.setOverwriteExistingJobs(true);
            factory.setJobDetails(jobs.toArray(JobDetail[]::new));
            factory.setTriggers(triggers.toArray(Trigger[]::new));
        };
    }

    private static JobDetail job(Chore chore) {
        return JobBuilder.newJob(ChoreJob.class)
                .withIdentity(chore.name(), GROUP)
                .storeDurably()
                .requestRecovery(false)
                .build();
    }

    /** A missed turn is no loss: the next one takes on everything that is due. */
    private static Trigger trigger(Chore chore) {
        return TriggerBuilder.newTrigger()
                .withIdentity(chore.name(), GROUP)
                .forJob(chore.name(), GROUP)
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(chore.period().toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }
}
