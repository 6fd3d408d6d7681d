# First process (PID 1) of a sandbox. File descriptor 3 leads to the worker and to nobody else:
#   worker -> here:  "start <bytes>\n" followed by NUL-separated directory, argument count, arguments, NAME=value ...
#                    "deadline <seconds>\n", or "deadline none\n"
#                    "freeze\n" and "thaw\n", where there is no cgroup to do it
#   here -> worker:  "up", "running" or "failed <reason>", "status <wait status>"
# Its argument is the number of the system call prctl.
# It ends, and with it every process of its pid namespace, when the started process ends, when the deadline passes
# and when the worker's end of the descriptor closes. None of that needs the worker to be alive or awake.
use strict;

open(my $control, '+<&=', 3) or exit 125;
$SIG{PIPE} = 'IGNORE';
my ($child, $child_fd, $status, $seconds_left);
my $buffer = '';
my ($PRCTL) = @ARGV;
my $PR_SET_DUMPABLE = 4;
my $PIDFD_OPEN = 434;
my $WNOHANG = 1;

sub tell_worker { syswrite($control, "$_[0]\n") }

sub fill { my $read = sysread($control, $buffer, 65536, length $buffer); exit 0 unless $read }

sub reap {
  while ((my $pid = waitpid(-1, $WNOHANG)) > 0) { $status = $? if defined $child && $pid == $child }
}

sub become {
  my ($directory, $count, @rest) = @_;
  my @argv = splice(@rest, 0, $count);
  %ENV = map { split(/=/, $_, 2) } @rest;
  $SIG{PIPE} = $SIG{CHLD} = 'DEFAULT';
  chdir $directory or return "chdir $directory: $!";
  exec { $argv[0] } @argv;
  return "$argv[0]: $!";
}

sub start {
  my ($bytes) = @_;
  fill() while length $buffer < $bytes;
  my @words = split(/\0/, substr($buffer, 0, $bytes, ''), -1);
  # The started process has the same user. It must not write to this one's memory, nor open its descriptor 3 by /proc.
  syscall($PRCTL, $PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 or exit 125;
  pipe(my $reason, my $refused);
  $child = fork;
  if ($child == 0) { close $control; { no warnings; syswrite($refused, become(@words)) } exit 127 }
  close $refused;
  open(STDOUT, '>', '/dev/null');
  open(STDERR, '>', '/dev/null');
  $child_fd = syscall($PIDFD_OPEN, $child, 0);
  $SIG{CHLD} = \&reap;
  sysread($reason, my $failure, 4096);
  tell_worker($failure ? "failed $failure" : 'running');
}

sub obey {
  my ($line) = @_;
  if ($line =~ /^start (\d+)$/) { start($1) }
  elsif ($line =~ /^deadline ([\d.]+)$/) { $seconds_left = $1 }
  elsif ($line eq 'deadline none') { $seconds_left = undef }
  elsif ($line eq 'freeze') { kill('STOP', -1) }
  elsif ($line eq 'thaw') { kill('CONT', -1) }
}

tell_worker('up');
while (1) {
  my $ready = '';
  vec($ready, 3, 1) = 1;
  vec($ready, $child_fd, 1) = 1 if defined $child_fd;
  (my $count, $seconds_left) = select($ready, undef, undef, $seconds_left);
  exit 124 if $count == 0;
  reap() if defined $child_fd;
  if (defined $status) {
    tell_worker("status $status");
    exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
  }
  next if $count < 0 || !vec($ready, 3, 1);
  fill();
  while ($buffer =~ s/^([^\n]*)\n//) { obey($1) }
}
