# First process (PID 1) of a sandbox. File descriptor 3 leads to the worker and to nobody else:
#   worker -> here:  "start <bytes>\n" followed by NUL-separated directory, argument count, arguments, NAME=value ...
#                    "deadline <seconds>\n", or "deadline none\n"
#   here -> worker:  "up", "running" or "failed <reason>", "status <wait status>"
# It ends, and with it every process of its pid namespace, when the started process ends, when the deadline passes
# and when the worker's end of the descriptor closes. None of that needs the worker to be alive or awake.
use strict;

open(my $control, '+<&=', 3) or exit 125;
$SIG{PIPE} = 'IGNORE';
my ($child, $child_fd, $status, $seconds_left);
my $buffer = '';
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
