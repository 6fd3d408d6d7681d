# Runs inside a sandbox and tries what a hostile program would try. Prints one line for each thing: "<what> <result>".
# Arguments: a listening port, then <name>=<number> for each forbidden system call.
use strict;

my ($port, @calls) = @ARGV;
$| = 1;

sub report { my ($what, $result) = @_; $result =~ s/\s+/ /g; print "$what $result\n" }

my %status = map { /^(\w+):\s*(.*)$/ ? ($1, $2) : () } split(/\n/, slurp('/proc/self/status'));
report($_, $status{$_}) for qw(CapInh CapPrm CapEff CapBnd CapAmb NoNewPrivs Seccomp);
report('uid', $<);
report('fds', join ' ', sort { $a <=> $b } grep { -e "/proc/self/fd/$_" } grep { $_ < 3 || readlink("/proc/self/fd/$_") !~ m{^/(probe|proc)} } fds());

for (@calls) {
  my ($name, $number) = split /=/;
  my $pid = fork;
  die "fork: $!" unless defined $pid;
  if ($pid == 0) {
    my $result = syscall($number, 0, 0, 0, 0, 0);
    report("call:$name", $result == -1 ? 0 + $! : "worked");
    exit;
  }
  waitpid($pid, 0);
}

my %family = (PACKET => 17, ALG => 38, VSOCK => 40, XDP => 44, BLUETOOTH => 31, TIPC => 30, CAN => 29, KEY => 15, RDS => 21, KCM => 41, QIPCRTR => 42);
for (sort keys %family) { report("family:$_", socket(my $s, $family{$_}, 3, 0) ? 'worked' : 'refused') }
report('family:NETLINK_AUDIT', socket(my $audit, 16, 3, 9) ? 'worked' : 'refused');
report('family:UNIX', socket(my $unix, 1, 1, 0) ? 'worked' : 'refused');
report('family:NETLINK_ROUTE', socket(my $route, 16, 3, 0) ? 'worked' : 'refused');

sub reach {
  my ($address, $to) = @_;
  socket(my $s, 2, 1, 0) or return 'refused';
  local $SIG{ALRM} = sub { };
  alarm 2;
  my $worked = connect($s, pack('S n C4 x8', 2, $to, split(/\./, $address)));
  alarm 0;
  return $worked ? 'worked' : 'refused';
}
report('reach:own-listener', reach('127.0.0.1', $port));
report("reach:$_->[0]:$_->[1]", reach(@$_))
  for ['127.0.0.1', 22], ['127.0.0.1', 5432], ['127.0.0.1', 6379], ['127.0.0.1', 4567], ['169.254.169.254', 80], ['10.0.0.1', 80], ['172.17.0.1', 80], ['192.168.0.1', 80], ['8.8.8.8', 53];
report('routes', join ' ', grep { $_ ne 'lo' } map { (split)[0] } grep { !/^Iface/ } split /\n/, slurp('/proc/self/net/route'));

sub writable {
  my ($folder) = @_;
  my $file = "$folder/probe-$$";
  open(my $f, '>', $file) or return 'refused';
  close $f;
  unlink $file;
  return 'worked';
}
report("write:$_", writable($_)) for qw(/tmp /dev/shm);
report("write:$_", writable($_))
  for qw(/ /usr /usr/bin /etc /etc/ssl /bin /lib /proc /proc/sys/kernel /dev /run /home /opt /var /var/task /var/runtime /probe /sys);
for (qw(/proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/1/mem /proc/1/oom_score_adj /proc/self/exe /.init.pl /usr/bin/perl)) {
  report("open-for-writing:$_", open(my $f, '+<', $_) ? 'worked' : 'refused');
}
for (qw(/proc/1/environ /proc/1/fd/3 /proc/1/maps /proc/kcore /proc/keys)) {
  my $text = slurp($_);
  report("read:$_", length $text ? 'worked' : 'refused');
}
report('environment', join ' ', sort keys %ENV);
report('processes', scalar grep { m{^/proc/\d+$} } glob '/proc/*');
report('done', 1);

sub fds { opendir(my $d, '/proc/self/fd') or return; return grep { /^\d+$/ } readdir $d }
sub slurp { open(my $f, '<', $_[0]) or return ''; local $/ = \65536; return scalar(<$f>) // '' }
