/// The unit by which systemd runs the program.
enum SystemdUnit {
    static let text = """
        [Unit]
        Description=Sluice: checks outgoing mail
        Documentation=man:postfix(1)
        Before=postfix.service
        After=network.target
        # However often it ends, it is started again: while it is not there, all mail waits.
        StartLimitIntervalSec=0

        [Service]
        # Below Postfix's queue folder the socket has one name for services in a chroot and for others.
        ExecStartPre=+/usr/bin/install -d -o sluice -g postfix -m 750 /var/spool/postfix/sluice
        ExecStart=/usr/bin/sluiced --config /etc/sluice/sluice.yaml --milter unix:/var/spool/postfix/sluice/milter.sock --http localhost:8026 --log-format json
        ExecReload=/bin/kill -HUP $MAINPID
        Restart=always
        RestartSec=200ms
        TimeoutStopSec=7
        User=sluice
        # So that Postfix may write to the socket, and sendmail may hand in notes without privileges of its own.
        Group=postfix
        SupplementaryGroups=postdrop
        UMask=0007
        LimitNOFILE=65536
        NoNewPrivileges=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectSystem=full
        ProtectHome=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        RestrictRealtime=yes
        LockPersonality=yes

        [Install]
        WantedBy=multi-user.target
        """
}
