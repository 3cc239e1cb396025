package io.tid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Missing required subcommand",
                "nope|Unmatched argument at index 0: 'nope'",
                "stats|Missing required parameter: 'PID'",
                "stats abc|Invalid value for positional parameter at index 0 (PID): must be a process id, as tid ps tells it:"
                        + " \"abc\"",
                "stats 0|Invalid value for positional parameter at index 0 (PID): must be a process id, as tid ps tells it: \"0\"",
                "stats 1 --jsno|Unknown option: '--jsno'",
                "stack 1 --gid gid-060|Invalid value for option '--gid': must be like gid-60 or 60: \"gid-060\"",
                "stack 1 --gid -5|Invalid value for option '--gid': must be like gid-60 or 60: \"-5\"",
                "profile 1 --debug 3|--debug must be 1 or 2: --debug=3",
                "profile 1 --debug 2 -o x.json|--debug=2 must be with text: format=.json",
                "profile 1 --debug 2 --json|--debug=2 must be with text: format=.json",
                "profile 1 -o x.svg|-o must end with one of [.txt, .json, .html, .pb.gz]: -o=x.svg",
                "profile 1 -o x.txt --json|-o must end with .json, for --json: -o=x.txt",
                "diff x|diff must be of two files, or of a process id with --for",
                "diff x --for 1s|PID must be a process id, as tid ps tells it: \"x\"",
                "diff x y --for 1s|--for must be with a process id, and not with two files",
                "diff x y --top --traces|Error: --top, --traces are mutually exclusive (specify only one)",
                "diff x y --top --json|--json must be without --top, --traces and --list",
                "diff x y --source src|--source must be with --list: --source=src",
                "sched 1 --every 1|Invalid value for option '--every': must be a time like 500ms, 10s or 2m, from 100ms to"
                        + " 1440m: \"1\"",
                "top 1 --every 99ms|Invalid value for option '--every': must be a time like 500ms, 10s or 2m, from 100ms to"
                        + " 1440m: \"99ms\"",
                "trace 1 -o x.json|--for must be with a process id",
                "trace x.jfr --for 1s -o x.json|--for must be without a file: x.jfr",
                "trace 1 --for 11m -o x.json|--for must be at most 10m: --for=660s",
                "trace 1 --for 1s|-o must be given, or --json or --html for standard output",
                "trace 1 --for 1s -o x.txt|-o must end with one of [.json.gz, .json, .html]: -o=x.txt",
                "trace 1 --for 1s -o x.json --html|-o must end with .html, for --html: -o=x.json",
                "trace 1 --for 1s -o x.html --json|-o must end with .json or .json.gz, for --json: -o=x.html",
                "trace 1 --for 1s --html --json|--json must be without --html",
                "trace 0 --for 1s --json|PID must be a process id, as tid ps tells it: \"0\"",
            })
    void shouldSayWhatIsWrongAndEndWithTwoWhenUsedWrongly(String args, String reason) {
        Run run = Run.tid(args.isEmpty() ? new String[0] : args.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst().orElse("")).startsWith("tid: " + reason);
        assertThat(run.err().lines()).hasSize(2).last().asString().startsWith("Try tid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ps ", "stats ", "stack ", "profile ", "diff ", "top ", "sched ", "trace "})
    void shouldTellItsUseInEightyColumns(String command) {
        Run run = Run.tid((command + "--help").split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: tid " + command.strip());
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        if (!command.isEmpty()) {
            assertThat(run.out()).contains("--json");
        }
    }

    @Test
    void shouldDocumentItsExitCodes() {
        assertThat(Run.tid("--help").out())
                .contains("Exit codes: 0 all well, 1 failed", "2 wrong use, 130 ended by Ctrl-C, 141 nobody reads");
    }

    @Test
    void shouldWriteACompletionScript() {
        Run run = Run.tid("generate-completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("_complete_tid", "--every", "--gid", "--html");
    }

    @Test
    void shouldMakeForeignTextHarmlessWhenItRepeatsIt() {
        Run run = Run.tid("stats", "\u001b[2J\u202e");

        assertThat(run.err()).contains("\"\\u001b[2J\\u202e\"").doesNotContain("\u001b", "\u202e");
    }
}
